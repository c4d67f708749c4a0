"""Posts about technology."""

from pipeline.sample.voice import Phrases

PHRASES = Phrases(
    openings=(
        "Bench notes:",
        "Log entry, sort of:",
        "From the makerspace:",
        "Tech support speaking.",
        "Today in things that beep:",
        "Works on my machine:",
        "Ticket closed, story open.",
        "Status update:",
        "For fellow tinkerers:",
        "Kept me busy this week:",
        "From the basement lab:",
        "Not a tutorial, just a report.",
        "Firmware of my life, version 41:",
    ),
    closings=(
        "Have you tried turning it off and on again?",
        "I regret nothing.",
        "Somewhere a manual covers this.",
        "Your turn, nerds.",
        "One for the wiki.",
        "We live in the future, sort of.",
        "Backups, people.",
        "I blame past me.",
        "My partner has heard enough about it.",
        "Back to the workbench.",
        "I should really write this down.",
        "It's fine. Everything's fine.",
        "More at the next repair evening.",
        "Anyway, tea.",
        "Ask me again after the next update.",
    ),
    hashtags=("technology", "tech", "maker", "engineering", "diy", "gadgets", "opensource", "electronics"),
    subjects={
        "laptop with code": (
            "Three hours on a bug in my code and it was a comma. The laptop and I are not on speaking terms.",
            "Deleted 900 lines of code today and everything still works. Best commit of the year.",
            "My cat walked across the laptop and her code passed the tests.",
            "First pull request merged! Two lines, one of them a comment, and I told my whole family.",
            (
                "Who wrote this awful function? Checked the history. Me, last {season}, on a Friday, at two in the "
                "morning."
            ),
            (
                "Wrote code on the train to {place} without a network. No search, no chat, just the manual. I got more "
                "done than all week."
            ),
            (
                "Our evening course is looking for old laptops. Anything from the last ten years that still opens. We "
                "wipe them, put a free system on, and {number} teenagers in {place} learn to code on their own machine "
                "instead of a shared one."
            ),
            "Rubber duck debugging works. Mine is a ceramic frog and I've told it things.",
            'Code review from {friend}: "Lovely. Why?"',
            "Tabs, spaces, whatever. In code, name your variables as if the next reader had a cold.",
            (
                "My grandad learned to program at 80 and keeps his code in a ring binder, printed, with tea stains and "
                "notes."
            ),
            (
                "Battery 4 per cent, forty changed files, charger at the office. Typed the commit message like a "
                "farewell letter."
            ),
            "What do you listen to while coding? I'm down to recordings of dishwashers.",
            "Laptop keyboard sticky with jam, screen full of red tests, toddler very pleased with her refactoring.",
            "Recursive code finally clicked for my class when we stacked mixing bowls.",
            "My code compiled the first time. I don't trust it, so I'm reading every line again.",
            'Left a comment in the code in 2012 saying "temporary". It\'s old enough for secondary school.',
            "Pair programming by candlelight during the power cut, one laptop, two jumpers. We fixed the login bug.",
            "Regular expressions: I had a problem, wrote a clever line of code, and now the laptop fan is screaming.",
        ),
        "robot": (
            "The lawn robot has escaped again. Found it at the bus stop, bumping the shelter.",
            "We named the warehouse robot Gerald. Since then people say sorry when they step in its way.",
            (
                "My students' robot followed the black line perfectly until the sun came out. Then it followed the "
                "shadow of a tree."
            ),
            "Robot vacuum report: one sock, one hair tie, {number} building bricks, my will to live.",
            'Saw a robot waiter in {place}. It brought soup, I thanked it, it said "please step back". Date night.',
            "Is it normal to feel bad for a robot dog that somebody kicks in a video? I had to put the phone down.",
            (
                "Built a robot arm out of lolly sticks and syringes with my son. It can pick up a grape. It can't let "
                "go of it."
            ),
            "The exhibition robot draws portraits. Mine has three eyes and, annoyingly, my mother's chin.",
            "Robot football final on {day}: nil nil, and two players tried to leave the hall.",
            "A robot folds towels in four minutes now. My aunt does it in five seconds while shouting at the radio.",
            (
                "The hospital robot that brings the laundry sings so nobody trips over it. The night shift has taught "
                "it a waltz."
            ),
            "My first robot had two motors and a light sensor and was afraid of the dark. That's still the best one.",
            (
                "They want to put a robot at our reception. It can't tell you the lift's broken with the right sort of "
                "sigh."
            ),
            (
                "The gripper tore {number} tomatoes in a row. Then {friend} put washing-up gloves on the robot and not "
                "one more."
            ),
            "Weeding robot on the field next door: solar, slow, silent, and followed all day by a stork.",
            "Do you say please to robots? I do, for the day they take the minutes.",
            "Found my tin robot from 1978 in the loft. Wound it up, it walked off the table like it always did.",
            (
                "A robot arm at the care home hands my aunt her cup since {day}. She can't close her hands any more. "
                "She says the robot is slow, a bit stiff, and the first one in years who doesn't hurry her."
            ),
            'Our robot won "best failure" at the contest. It caught fire politely, on the finish line.',
        ),
        "circuit board": (
            "Let the smoke out of the circuit board. It was the important smoke.",
            "Ordered five circuit boards, found the mistake in the shipping email. I now own five coasters.",
            "Cold solder joint. Two evenings. It's always a cold solder joint.",
            "My gran worked in a radio factory and can still read resistor stripes faster than the app.",
            "The old synth is back to life: one capacitor, eight cents, and a board full of dust the colour of mice.",
            "Why is pin 1 on a circuit board never where I think it is?",
            "An old circuit board under a magnifier: little streets, little tanks, a city nobody lives in.",
            (
                "Routed the whole board by hand on two layers and didn't need a single jumper wire. Nobody at home "
                "will clap, so I tell you."
            ),
            (
                "Repair cafe in {place}, {day}: nine toasters, four lamps, a circuit board with a cooked spider across "
                "the mains side."
            ),
            "Soldered my first surface-mount board with tweezers, a hot plate and no breathing.",
            "I keep a tin of dead circuit boards because the green is nice. {friend} turned one into earrings.",
            "Circuit boards killed this {season}: {number}. Fuses saved: none.",
            "Dropped a screw onto a live circuit board. It knew exactly where to go.",
            "Reverse polarity protection is one diode on the board. One. Guess who left it out.",
            "My daughter soldered a blinking heart on her first board and goes to bed with it. Three batteries so far.",
            (
                "Traced the hum in the amp to a hairline crack in a board track. Bridged it with a wire thinner than "
                "an eyelash."
            ),
            "Flux is not optional. Say it with me, beginners: flux makes the solder go where you meant.",
            (
                "There's a tiny fish etched into the copper on this board, right under the chip. Some engineer smiled "
                "that day."
            ),
        ),
        "smartphone": (
            "Dropped my phone, screen down, on gravel. Stood there a full minute before I dared turn it over.",
            "My phone told me I looked at it 137 times yesterday. Once was to check how often I look at it.",
            (
                "Does anybody know a good way to set up a smartphone for a man of 90? Big letters, four faces to tap, "
                "no pop-ups, and it should never ask him anything."
            ),
            "New battery in a five-year-old smartphone, twenty minutes with a hairdryer and a guitar pick. Like new.",
            "On her phone Mum types in capitals with one finger and signs every text message with her full name.",
            "Put the phone in a drawer from Friday evening to {day}. The drawer buzzed. I read two books.",
            "Why has every phone grown? I'd like one that fits in a pocket and a hand, in that order.",
            'Autocorrect turned "kind regards" into "king retreats" and I\'d already sent it to the mayor.',
            "Left the phone on the car roof and drove to {place}. Still there. I bought a lottery ticket.",
            "The best camera on this phone is the one I covered with my thumb on all {number} wedding pictures.",
            "The phone wouldn't charge. Toothpick in the port. Enough fluff came out to knit a hat.",
            "Gave my nephew my old phone without a SIM card. He uses it as a torch, a level and a sandwich plate.",
            "{friend} still has a phone with buttons and answers faster than all of us.",
            "I've had 14 phones and I remember the ringtone of exactly one.",
            "My phone fell in the soup. It's in rice now, which is nearly a risotto.",
            "Phone storage full. Deleted 3,000 screenshots and could explain none of them.",
            "Do you read on your phone in the dark or are you one of those calm people?",
            (
                "Grey mode tip: turn your smartphone screen black and white for a week. Mine got boring at once, which "
                "was the idea."
            ),
            "Update at {time}, all the icons have moved and my dad has declared the phone broken.",
        ),
        "keyboard": (
            "Took every keycap off to clean the keyboard and now I can't remember where the bracket goes.",
            "My new mechanical keyboard sounds like hail on a caravan. My colleagues have bought headphones.",
            "Crumbs from under the keyboard's space bar: enough for a small bird.",
            "Learning a new keyboard layout at 45. I write like a hen, but a well-organised hen.",
            "Why does the insert key still exist? Name one thing you have inserted.",
            "Soldered my own split keyboard and my wrists have stopped hurting after nine years.",
            "The E on my keyboard is gone, worn smooth. I writ lik this now in my had.",
            "Found a keyboard from 1986 at the tip in {place}. Weighs as much as a piglet and types like a dream.",
            "Hot coffee, cold keyboard, three seconds of silence. It's drying on the radiator, keys up.",
            "{friend} swapped my M and N keys on {day}. I noticed on the next one, at the password.",
            "Quiet keyboards, loud keyboards, I've tried all {number}. I type loudly because of me.",
            "Our secretary does 110 words a minute on a keyboard with no letters on it, and talks meanwhile.",
            "My toddler pressed one key for a while and the laptop now speaks Finnish.",
            "Anyone else still reach for the number pad that this small keyboard does not have?",
            "Escape key came off in my hand. There's a metaphor and I'm too tired.",
            "Carved keycaps for my keyboard out of old bone buttons. The F key is now a tiny fox.",
            "Caps lock is for caps what a foghorn is for hello. I've remapped mine to nothing.",
            "Cat hair under the keyboard again. She wasn't even allowed in the room, she says.",
        ),
        "server rack": (
            "The server room is the only cold place this summer, so all meetings are in front of rack 3 now.",
            'Someone had labelled a cable in the rack "DO NOT". Do not what? Nobody alive knows. We didn\'t.',
            "Uptime on the old server: 2,911 days. We're all scared of it.",
            "Cable day at the server rack! It's combed, tied, colour-coded, and I've unplugged the wrong one.",
            (
                "Fan failed in the rack at {time}. I drove in wearing a coat over my pyjamas and fixed it with a desk "
                "fan and hope."
            ),
            "The cleaner needed a socket. That's how we found out which rack runs the payroll.",
            (
                "Built a home rack in a shoe cupboard: one server, two switches, all the family's photos, and a smell "
                "of warm trainers."
            ),
            "What's the strangest thing you've found behind a server rack? We got a lunch box from 2009.",
            "Blinking lights at night in the server room look like a small town from a plane. I go there to calm down.",
            "{friend} can tell by the hum of the rack that a disk is about to go. Right nine times out of ten.",
            "Moved forty servers to the data centre near {place} in a rented horse trailer. Straw included.",
            "The server room beeped for a week before somebody admitted it was not a bird.",
            "Heat from our racks warms the public pool now. Swim a length, say thank you to a database.",
            "A mouse got into the rack. An actual mouse. It had built a nest from fibre sleeves.",
            (
                "Job done: old rack out, new rack in, {number} hours of downtime planned and two used. Thanks to "
                "everyone who labelled their cables in {season}. You know who you are, and so do I."
            ),
            "Our servers have redundant power, redundant cooling, redundant links, and one Kevin with the key.",
            (
                "Restored the whole server from backup on {day}, just to see if we could. We could! Took eleven hours, "
                "mostly prayer."
            ),
            "Racking a 40 kilo server above shoulder height teaches you who your real colleagues are.",
            "Decommissioned the first server I ever installed. Took a minute at the rack before I pulled the plug.",
        ),
        "printer": (
            "The 3D printer ran all night and produced {number} metres of spaghetti and half a frog.",
            "The first layer is everything on a 3D printer. Clean the bed, level the bed, apologise to the bed.",
            "Printed a new knob for my gran's oven on the 3D printer. She wanted to know where the shop was.",
            'Office printer says "paper jam in tray 3". It has two trays.',
            "Why does the printer want cyan to print a black and white letter? It's like needing jam to boil an egg.",
            (
                "The school in {place} prints hand prosthetics for kids on four printers in a cupboard. The kids "
                "choose the colours. All of them choose gold."
            ),
            "Someone printed 400 pages of the canteen menu. On card. I've made paper planes.",
            "My printer only works when {friend} is in the room. We've tested it with a screen.",
            "Resin printing in the bathroom: great detail, no friends.",
            "3D printer nozzle clogged, unclogged with an acupuncture needle and bad language.",
            "Dot matrix printer at the garage still going since 1989. You can hear my invoice from the street.",
            "Printed a bracket for the shelf that holds the 3D printer. It's turning into a family.",
            "Does anybody's wireless printer stay on the network for more than {number} days?",
            "Filament left out in damp air pops like bacon. Dry it in the oven, low, and tell your flatmates.",
            (
                "The library has a printer for everyone, five cents a page, and a queue of people with boarding passes "
                "and poems."
            ),
            "Twelve hours into a fourteen-hour print the cat discovered that it moves.",
            "A chess set, printed one piece a week. We lost a bishop to the dog and printed another.",
            (
                "I've been in IT for 20 years and I will carry a server down a burning staircase before I touch that "
                "printer."
            ),
        ),
        "drone": (
            "My drone is in the neighbour's tallest tree. Day {number}. A magpie has moved in.",
            "Flew the drone over our field and there, in the dry grass, the outline of a Roman wall. Nobody knew.",
            "Drone footage of the flood near {place}: the only road out is the railway.",
            "A crane attacked my drone. The bird kind. It won on points.",
            "Before mowing they look for fawns with a drone and a heat camera. Nine saved this week.",
            "Please do not fly your drone over the beach. We came to hear waves, not a hair clipper.",
            "First drone flight: up, up, gone.",
            "What wind is too much for a small drone? The manual says one thing, the pond says another.",
            (
                "The roofer checks gutters with a drone now and had to tell me about the football, the frisbee and the "
                "shoe up there."
            ),
            (
                "Learning to fly a racing drone with goggles on. I've crashed into my own shed from an angle I didn't "
                "know it had."
            ),
            "Medicine by drone to the island in eleven minutes. The ferry takes two hours when it feels like it.",
            "{friend} filmed the wedding by drone and got forty minutes of people looking up and squinting.",
            "200 drones drew a whale over the harbour last night, and one of them went off to be a star by itself.",
            "Propeller guards on your drone. I have one scar and one piece of advice.",
            "You need a permit, an insurance and a number plate for a drone. I need none of those for my chainsaw.",
            "Battery warning at 20 per cent, I thought I knew better. The drone is now a fish house.",
            "Counted seals from the air on {day}: 143, and one man in a grey wetsuit who waved at the drone.",
            "From a hundred metres up, our village is a comma. Best present I've ever had, that drone.",
        ),
    },
)
