"""Posts about space."""

from pipeline.sample.voice import Phrases

PHRASES = Phrases(
    openings=(
        "Eyes up:",
        "Observing log:",
        "Cosmic news from my balcony:",
        "Filed under wonder:",
        "From the astronomy club:",
        "My favourite subject, sorry:",
        "For the space nerds:",
        "Orbit update:",
        "Quick one before I fall asleep:",
        "Red torch on, typing slowly.",
        "Look up for a second.",
        "Dispatch from a very small planet:",
        "Notes from under the dome:",
    ),
    closings=(
        "We are so small and so lucky.",
        "Who else is looking up?",
        "I could talk about this for hours.",
        "I never get tired of this stuff.",
        "Somebody explain that to me like I'm seven.",
        "Tell your children. Tell your cat.",
        "Goosebumps.",
        "The universe is under no obligation to be tidy.",
        "And with that, goodnight.",
        "My neighbours think I'm odd.",
        "Ask me anything, I'm no expert.",
        "Not bad for a species of apes.",
        "I'll be staring at the ceiling for a while.",
        "Send this to a kid who asks why.",
    ),
    hashtags=("space", "astronomy", "nightsky", "stargazing", "cosmos", "spaceflight", "solarsystem", "skywatching"),
    subjects={
        "saturn": (
            "Showed my grandmother the rings of Saturn through the telescope. She checked the front for a sticker.",
            (
                "Bad weather, so I built a model: Saturn is a tennis ball, Titan's a peppercorn seventy centimetres "
                "off, and for Jupiter we have to walk to the bakery."
            ),
            "The rings of Saturn are mostly water ice and, for their width, thinner than any sheet of paper you own.",
            "Every fifteen years or so the rings turn edge-on. Saturn looked as if it had a pin through it.",
            "Saturn would float in a bathtub, people say. Nobody ever says who would clean the bathtub afterwards.",
            "Titan was a clear little dot next to Saturn at {time}. A moon with rivers, and I saw it from a car park.",
            "A hexagon. At the north pole of Saturn sits a six-sided storm, wider than the Earth. Just so you know.",
            "Drew Saturn for my son with the rings the wrong way round. He has started a complaint.",
            "Which is your favourite moon of Saturn? Mine is the walnut one with the ridge.",
            "First look at Saturn in my own scope: tiny, sharp, absurd. I said a word the whole garden heard.",
            "You weigh about the same up in Saturn's clouds as at home, and you would still have nothing to stand on.",
            "The Cassini division, that gap in the rings, came and went with the shimmer. Held it {number} breaths.",
            (
                "Spent {day} evening at the public observatory in {place}. Queue of sixty, and everyone walked away "
                "from Saturn smiling."
            ),
            "One year on Saturn is 29 of ours. I've just had my first birthday there and forgot to celebrate.",
            "Saturn's rings are slowly raining onto the planet. Some day they'll be gone. Look while you can.",
            "Gold, not white. All the pictures make Saturn pale, in the eyepiece it's the colour of weak tea.",
            "A moon of Saturn shoots salt water into space from its south pole and I have to go to a budget meeting.",
            "{friend} got a Saturn tattoo. The rings hide a scar, and now the scar has a name.",
            'Poll among my pupils on the best planet: Saturn 22, Pluto 5, "the one with the dogs" 1.',
            'Overheard at the eyepiece: "So that\'s where the logo came from." It was Saturn. There is no logo.',
        ),
        "moon": (
            "The moon came up behind the grain silo, huge and orange, and two cars stopped in the field road to look.",
            (
                "With the cheapest binoculars you can see craters on the moon. Go out tonight, look along the line "
                "where light meets dark."
            ),
            "Full moon, no sleep. The cat and I held a meeting about it at half past three.",
            "Lunar eclipse on {day}! Copper red for over an hour, no equipment, no booking.",
            'My mum phones at every full moon just to say "are you looking too?". We live 900 kilometres apart.',
            "The moon drifts away from us by almost four centimetres a year. Same as my brother, really.",
            "Can you see the rabbit in the moon or the man? I've tried for forty years and I only see a shrimp.",
            "Earthshine this evening: a thin bright crescent and the rest of the moon glowing grey from our own light.",
            "Tried to shoot the moon with my phone. I have {number} pictures of a street lamp.",
            "There are golf balls on the moon. Two. We left golf balls up there.",
            "High tide over the quay at {place}, and the moon up there as if it had nothing to do with it.",
            "Werewolf joke withheld. But the moon rose through the bare oak and every dog on the street went off.",
            "I've been sketching one moon crater, Plato, for a year. The shadows never fall the same way twice.",
            "No wind, no rain: the footprints on the moon will outlast every building in this street.",
            "Day moon over the school playground. Three children told me it was broken.",
            "Best time for craters isn't full moon, it's half. Full moon is a lamp in your face.",
            "We buried our old dog under the pear tree and the moon was so bright we needed no torch.",
            "The far side of the moon has hardly any dark seas. It's been keeping its rough cheek turned away.",
            "Paid for a bit of the moon by post in {season}. The certificate's lovely, the commute is terrible.",
        ),
        "rocket launch": (
            "Scrubbed at T minus nine seconds. {number} hours in the car to look at a rocket standing still.",
            (
                "You see the launch, then nothing, then fifteen seconds later the sound walks across the water and "
                "through your ribs."
            ),
            "Lift-off at {time}, and half the beach in {place} forgot to film because they were too busy shouting.",
            "The booster came back and landed on its feet. It looks like a launch run backwards.",
            "My six-year-old's countdown goes five, four, three, one, go. It holds up surprisingly well on launch day.",
            (
                "I took my father to his first rocket launch. He spent forty years machining parts for engines he "
                "never saw fly. When the sound reached us he took off his cap and held it on his chest, and I have no "
                "picture of it because I was looking at him."
            ),
            "Why do they keep saying \"nominal\"? If I'd built a rocket and it flew, I'd be screaming.",
            "Launch at dusk: the exhaust plume caught sunlight up high and spread like a jellyfish over the whole sky.",
            "Model rocket club report: nine launches, eight parachutes, one crater in the cricket pitch.",
            "A small rocket blew up 71 seconds after its first launch. The team cheered, they'd hoped for 60.",
            "I work in catering near the launch site. Nobody eats before, everyone eats after.",
            "Frost falling off the tank in sheets as the engines light. That's the bit of a launch I never tire of.",
            "Stood in the garden in a coat for the launch and saw one orange dot climb behind the church. Perfect.",
            "Ninety per cent of what stands on the launch pad is fuel. It's a bomb with very good manners.",
            "Wind hold, weather hold, boat in the zone, hold. Three hours of rocket hold music so far.",
            "Our school's experiment is on tonight's launch: twelve lettuce seeds and a lot of hope.",
            (
                "Do you watch launches for the lift-off or for the landing? I'm in it for the fairing separation, I'm "
                "told that's strange."
            ),
            "Bottle rocket with water and a bike pump cleared the roof. The gutter belongs to physics now.",
            "{friend} cried at the launch and blamed the sand.",
        ),
        "telescope": (
            "First light with the new telescope! Sky: solid cloud. That's tradition.",
            "Built the telescope mirror myself, four months of glass on glass in the cellar. Not perfect. Mine.",
            "Buy binoculars first. I say it to everyone, and their telescopes stand in the hall as coat racks.",
            "Forgot to take the dust cap off the telescope. Twenty years in the hobby.",
            "The hedgehog has learned that a man at a telescope doesn't move, and now eats next to my left shoe.",
            "What's a good first telescope for a ten-year-old that won't wobble every time a lorry goes past?",
            "Pointed the telescope at a chimney to align the finder. Had to explain that over the fence on {day}.",
            "Telescope alignment evening: three screws, one star, {number} swear words.",
            (
                "Free viewing night at the observatory above {place} this {day}, from dusk. Three telescopes, one of "
                "them wheelchair height. Wrap up, and please come without bright torches."
            ),
            "There's an old brass telescope in the attic of the school in {place}, and a caretaker who lets us use it.",
            "A big telescope sees dim things. A dark place sees more. Drive an hour, you get a bigger scope for free.",
            "Dew on the mirror by {time}. I've ended up holding my partner's hairdryer in a field, plugged into a car.",
            'Let kids look through my telescope outside the supermarket. "Is it real?" Every single one.',
            "The telescope's motor died, so I nudged the tube by hand all night. Slower, quieter, nicer.",
            (
                "They're cutting the night hours at our observatory. That telescope found {number} comets, it should "
                "not become a wedding venue."
            ),
            "Traded my eyepiece set for {friend}'s old mount and we both think we cheated the other.",
            "Wind makes the image dance, streetlights make it grey, the cat sits on the tripod. I wouldn't swap it.",
            "The new space telescope pictures are wonderful. The smudge in my own scope makes me happier. Both true.",
            "Twelve kilos of telescope up four flights to the roof, twice a week. I call it my gym.",
        ),
        "galaxy": (
            (
                "That smudge above the roof is the Andromeda galaxy. The light left it two and a half million years "
                "ago to land on you."
            ),
            "Nine hours of exposure, one galaxy the size of my thumbnail. I can't stop looking at it.",
            (
                "We live in a galaxy and can't take a picture of it from outside. Like being a raisin and wondering "
                "about the cake."
            ),
            (
                "For beginners: go somewhere dark, wait twenty minutes without looking at a screen, find the big W, "
                "then go down from its sharp point. The faint oval is a galaxy. You are now looking further than any "
                "human eye can without help."
            ),
            (
                "From a dark field you finally see the dust lanes of our own galaxy. My uncle thought it was a cloud "
                "and wanted to go in."
            ),
            "Sombrero, Whirlpool, Cigar, Black Eye. Whoever names galaxies should name paint colours too.",
            "Two galaxies in one frame, tearing each other into long tails, and the stars in them almost never touch.",
            'How many galaxies are there? I\'ve read "two trillion" and "a few hundred billion" in the same week.',
            "Found the galaxies M81 and M82 at {time}, no computer, just a paper chart and stubbornness.",
            "The Andromeda galaxy is racing towards us and I've still been told to file my tax return.",
            "Pupil's question today: \"If the galaxy turns, why aren't we dizzy?\" I'm going to need the weekend.",
            "The black hole in the middle of our galaxy weighs four million suns. It's considered a quiet one.",
            "I processed my galaxy picture until it glowed purple. Started again. It's grey, and it's honest.",
            "The lights of {place} ate the spiral arms, so all I got was the core. Still: a core! Of a galaxy!",
            "My quilting group is making a spiral galaxy, 1,200 pieces, and nobody agrees on which way it spins.",
            "Every star you can see without a telescope is in our own galaxy. I only learned that at forty.",
            "A supernova went off in that galaxy in {season} and outshone half of it for a couple of weeks.",
            "{friend} asked what a galaxy is for. I've thought about it since {day}.",
            "Put a galaxy poster over the baby's cot. She points at the same arm every night.",
        ),
        "comet": (
            "Spotted the comet from the ring road just after sunset, tail straight up like a feather.",
            "A comet is a dirty snowball. My son now has one in the freezer with his name on it.",
            "It last came by when mammoths were about, and I nearly missed the comet because of a tax form.",
            (
                "The comet has two tails! The dust one curved and yellow, the ion one thin and blue. I'd only ever "
                "seen that in books."
            ),
            (
                "Comet hunting with binoculars from the car park in {place}: found it in {number} minutes, lost it in "
                "the one after."
            ),
            '"Brightest comet of the century" they said. It looked like a thumbprint on a window. I loved it anyway.',
            "The whole allotment stood on the compost heap to see the comet over the hedge.",
            (
                "Comet tips for this week. Look low in the west about an hour after sunset, use any binoculars, start "
                "at the bright planet and sweep right. Don't expect colours. Do expect to gasp a bit."
            ),
            "Which comet was your first? Mine was in 1997, from my dad's shoulders, and I've been spoiled since.",
            "It broke apart on its way round the sun. We had a party planned for that comet.",
            "Set the alarm for {time}, walked up the dyke, and there it was, a comet over the sea in the morning glow.",
            "My great-grandfather's diary: \"Comet. Hens uneasy.\" That's the full entry for May 1910.",
            "That green glow round the head of the comet? Carbon, two atoms at a time. Not a filter.",
            "The comet won't be back for 80,000 years. I've put it in the shared calendar.",
            (
                "Somebody at the bus stop asked what I was staring at, and twenty minutes later nine of us had missed "
                "the bus for a comet."
            ),
            'Sketching a comet is mostly smudging graphite with a finger and saying "no, fainter".',
            "Meteor showers are only what comets leave lying about. Untidy things, and we get fireworks from it.",
            "Clouds all week, gap of four minutes on {day}, comet seen. I'm counting it.",
            "{friend} found a comet on survey images, from the sofa, with a cold. It gets that surname for ever.",
        ),
        "astronaut": (
            "On the school call the astronaut got the toilet question eleven times and answered every time.",
            "Six months in orbit, and what the astronaut missed most was rain on a window.",
            "My niece wants to be an astronaut on weekdays and a baker at the weekend. She's worked out the shifts.",
            "Waved at the space station as it went over at {time}. There are people in that dot, brushing their teeth.",
            "Tears don't fall in space, an astronaut told us, they just pool up round your eye like jelly.",
            "How do astronauts sleep? Strapped to a wall, arms floating out in front like polite zombies.",
            "Astronaut costume, kitchen foil, one colander: first prize at the carnival in {place}.",
            (
                "An astronaut lost a tool bag on a spacewalk and you could watch it from the ground with binoculars. I "
                "feel better about my keys."
            ),
            (
                "Read a memoir by an astronaut. Ninety per cent waiting, nine per cent checklists, one per cent "
                "looking out of the window and crying."
            ),
            "Astronauts grow a few centimetres up there. My request to join on medical grounds was declined.",
            (
                "The suit gloves are the worst part, says the retired astronaut at our library. Like working all day "
                "against a tennis ball."
            ),
            "Astronauts get sixteen sunrises a day, and I manage to miss the one we have.",
            "Back on Earth, astronauts let go of cups in mid-air for weeks. Me too, without the training.",
            "Would you go as an astronaut, one-way? {friend} said yes before I'd finished the question.",
            "Applied for the astronaut selection. {number} thousand applicants, one very kind no. I've framed it.",
            "The pub in {place} showed the spacewalk live, two astronauts and a spanner. Nobody watched the football.",
            "Tortillas, not bread: crumbs get everywhere. Astronauts and parents of toddlers know the same things.",
            "Her helmet visor had the whole Earth in it, coast to coast. It's my favourite photo of an astronaut.",
            (
                "A retired astronaut came to our village hall and talked for two hours about being afraid, and how you "
                "sort fear into piles: what you can fix, what you can practise and what you have to carry. Nobody "
                "asked about toilets."
            ),
        ),
        "mars rover": (
            "The Mars rover sends back sunsets and they're blue. Blue! On the red planet!",
            "Driving a Mars rover means sending today's route and learning tomorrow how it went. Like parenting.",
            "One of the rover's wheels has holes you could put a fist through, and it's still climbing that hill.",
            "Our robotics club built a Mars rover from a broken wheelchair. It crossed the sandpit in {place}.",
            "I've got the rover's raw images as my screen background. Most days it's gravel. Excellent gravel.",
            (
                "A rover drilled a hole the size of a finger, sniffed the dust, and a thousand people on Earth had the "
                "best day of their year."
            ),
            "Does the Mars rover get lonely? My daughter won't take \"it's a machine\" for an answer.",
            "Top speed of a Mars rover: one tired tortoise. It's still seen more than I have.",
            "Dust storm. No word from the rover since {day}. I check before I've even put the kettle on.",
            (
                "You can hear it! Wind on Mars, recorded by the rover, a low hum like somebody blowing over a bottle "
                "in the next room."
            ),
            (
                "The little helicopter hitched a ride under the rover's belly, and was meant to fly five times. It "
                "flew more than seventy."
            ),
            "Rover tracks across a dune field, from orbit: two thin lines and a full stop.",
            "I tested cloth for the rover's parachute. It's lying on Martian sand now and my mum tells the postman.",
            (
                "Today the Mars rover looked back at its own tracks, all the way down the slope to the plain where it "
                "landed. I've printed that picture for my classroom. It's the best homework excuse breaker I know."
            ),
            "Seven minutes of terror, then one grainy picture: a rover wheel and a stone. I woke the whole house.",
            "The rover hummed itself a birthday song once, alone on Mars, and I've never been right since.",
            "Spent {season} labelling rocks in rover photos as a volunteer. Rock. Rock. Rock. Shadow. Rock.",
            (
                "A day on Mars is 40 minutes longer, so the rover team's bedtime drifts round the clock. Lunch at "
                "{time}, either one."
            ),
            "There are {number} dead rovers and landers on Mars. I'd like someone to go up and dust them off.",
        ),
    },
)
