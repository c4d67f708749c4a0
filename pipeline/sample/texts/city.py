"""Posts about city."""

from pipeline.sample.voice import Phrases

PHRASES = Phrases(
    openings=(
        "City notes:",
        "Overheard and seen today:",
        "Corner shop gossip:",
        "Neighbourhood news:",
        "Small town mouse in the big city, day 40.",
        "Walked home the long way.",
        "Pavement report:",
        "Same streets, new story.",
        "Lunch break findings:",
        "For anyone who lives round here:",
        "Urban life, exhibit A.",
        "Seen on the way to work:",
        "Local knowledge:",
    ),
    closings=(
        "I love this place. Mostly.",
        "Is it like that where you live?",
        "City hall, I know you're reading.",
        "Ask anyone at the bus stop.",
        "The rent is absurd and I still wouldn't leave.",
        "Send me your favourite corner.",
        "Just so it's written down.",
        "Someone should put up a plaque.",
        "Does your street do that too?",
        "Someone tell the local paper.",
        "My gran has thoughts about it.",
        "Only here.",
        "I'll keep you posted.",
        "Ask the pigeons, they know.",
    ),
    hashtags=(
        "citylife",
        "urban",
        "streetscene",
        "neighbourhood",
        "downtown",
        "localnews",
        "publicspace",
        "walkablecity",
    ),
    subjects={
        "skyline at night": (
            (
                "From the roof at midnight the whole skyline flickers, except one office floor that is always lit. Who "
                "are you people?"
            ),
            "They switched off the tower lights for the bird migration and for once the skyline had stars in it.",
            "Counted the red blinking lamps on the cranes: {number} more than last year. The skyline is growing teeth.",
            (
                "Best free view of the night skyline: top deck of the car park in {place}, north-west corner, bring a "
                "blanket."
            ),
            "Blackout on the east bank for nine minutes. Half the skyline gone like someone had bitten it off.",
            (
                "I moved here for the lights on the river at night. I stayed because the lift is broken and I live on "
                "the 14th floor."
            ),
            "My daughter says the skyscrapers are night lights for giants. I have no better explanation.",
            "Every lit window in that skyline is somebody's kitchen. I think about it when I can't sleep.",
            "Is it only me or has the new tower ruined the evening skyline? It looks like a fridge someone left on.",
            "Tried to photograph the skyline at night from the ferry. {number} blurs and one nice reflection of me.",
            (
                "Fog at street level, clear above, just the tips of the towers glowing pink. It lasted until the first "
                "train."
            ),
            "Flew in at night over the skyline. The ring road is a necklace and my flat is, I think, a crumb.",
            "A man plays trumpet to the skyline from the footbridge at {time}. The towers don't clap. I do.",
            "The night skyline in 1974, from the same spot: two lit windows and a church. Look at it now.",
            "Office towers: please turn the lights off. Nobody's working on 31 floors at two in the morning.",
            (
                "{friend} proposed in lights: paid eleven neighbours to leave the right windows on. She read it as "
                '"MARRY NE". She said yes.'
            ),
            "Fireworks behind the skyline looked small and cross, like sparks from a kettle.",
            "Nothing beats this city at dusk, when the lamps come on along the embankment, one by one, west to east.",
        ),
        "tram": (
            "The tram driver waited for a running pensioner, got a round of applause and rang the bell like a winner.",
            (
                "Number 4 tram, rear carriage, second seat on the left: the heating works there and nowhere else. "
                "You're welcome."
            ),
            "Somebody left a cello on the tram. By {place} the whole carriage had a theory.",
            "Why do all three trams come at once? I've read the explanation. I still take it personally.",
            (
                "They've put the 1950s tram carriages back on the rails for {day}, wooden benches, brass handles, a "
                "conductor who punches tickets."
            ),
            "I fell asleep on the night tram and woke up in the depot. The cleaner gave me coffee and a lift.",
            (
                "Grass between the tram tracks now, all the way down the avenue. It's two degrees cooler and nobody "
                "misses the asphalt."
            ),
            "My bike wheel found the tram rail. I found the road. Cross them at a right angle, people.",
            "The ticket inspector on tram 11 knows everyone's name and has never once asked for mine.",
            "A pigeon got on my tram at the market, rode two stops and got off at the park. Standing room, no fuss.",
            "If the tram bell rings twice it isn't angry, that is just Jutta saying hello to her husband's kiosk.",
            "New low-floor trams are a joy with a pram. The old ones had three steps and a gap for lost toys.",
            "Ticket machine on the tram takes no notes, no cards and, as of this morning, no coins either.",
            (
                "Forty minutes in a tram stuck behind a van parked on the rails. We ended up lifting it. {friend} "
                "organised it like a barn raising."
            ),
            (
                "Does anyone know when the tram extension to {place} opens? The board says {season}, it does not say "
                "of which year."
            ),
            "Watching the tram climb the hill in snow with sparks coming off the wire. I missed mine on purpose.",
            "Two teenagers gave up their seats on the tram before anybody looked old at them. There is hope.",
            "The voice on tram 7 has been replaced and I feel as if someone had moved my furniture.",
        ),
        "cafe": (
            "New cafe on our corner: four tables, one cake, no music. I hope they survive.",
            (
                "The waiter at the corner cafe has started bringing my order before I sit down. I'm scared to want "
                "something else."
            ),
            "How long can you sit over one espresso before it gets rude? Asking from hour two.",
            "Chess is back at the cafe in {place}. I lost to a nine-year-old who was also doing homework.",
            "Someone paid for the coffee of the next ten people in line. Number eleven was me.",
            "The cafe cat has taken the window seat again, and people sit on the floor rather than move her.",
            "Laptop people in the cafe, please: not the big table. The old couple who come every {day} had to stand.",
            "{friend} and I have solved the world at this cafe table so many times that it has a dent.",
            "Rain outside, steam on the cafe windows, cinnamon bun, a stranger reading me the crossword. Perfect hour.",
            "My local cafe put the prices up by ten cents and apologised with a handwritten letter to each regular.",
            "A man came in, ordered nine coffees to take away, sat down and drank them all. We don't ask.",
            "Terrace season has begun: three tables on the pavement in front of the cafe and a wind that eats napkins.",
            'They know me as "oat milk, sad" at the cafe. I saw it on the cup.',
            "First date at the next cafe table. She talks about moss. He's in love, I can tell.",
            "Sugar in cubes, wrapped in paper with pictures of castles. This cafe has not changed since I was seven.",
            "Opening a cafe was my dream. {number} months in, my dream is a day off.",
            'Overheard at the counter: "I\'d like a decaf, but make it strong." The barista only nodded.',
            (
                "The old cafe by the theatre shuts for good on {day}. I had my first job there, my first kiss and my "
                "worst soup."
            ),
        ),
        "park bench": (
            (
                'The bench by the duck pond has a brass plate: "For Edith, who hated this view." I want to have '
                "known Edith."
            ),
            (
                "An old gentleman sits on the third park bench every day at {time} and reads the paper aloud to "
                "whoever is there."
            ),
            "They've put armrests in the middle of every bench so nobody can lie down. Mean little things.",
            "Ate my lunch on a park bench with a crow. It had brought its own.",
            "Wet paint on the park bench. The sign had blown off. My trousers have stripes now.",
            "Which bench in your park has the best sun in {season}? Ours is behind the bandstand and there's a queue.",
            "We carved our initials in this bench in 1991. They're still here. So are we, slightly wider.",
            "A library box has appeared by the bench in the park. I left a thriller and took a cookbook.",
            "Somebody knitted a cover for the coldest park bench. Whoever you are, my back thanks you.",
            "Two people on one bench, each pretending the other isn't crying. In the end they shared a pretzel.",
            "Our town has {number} parks and exactly one bench in the shade. I've done the survey.",
            "Met my best friend because we both wanted the same bench. Neither gave way. That was {number} years ago.",
            "The squirrel on the back of my bench looked me in the eye, then looked at my sandwich, then back.",
            "Teenagers dragged the two benches face to face and now strangers talk. Leave them like that, please.",
            "I do my best thinking on the bench under the plane tree and my worst phone calls there too.",
            "Broken slat on the bench by the playground since last {season}. I brought a screwdriver in the end.",
            (
                "Left my umbrella on the park bench. Went back after three days: there it was, with a second one next "
                "to it."
            ),
            "Chess tables get all the fame, but a bench with a view of a building site is the true theatre.",
        ),
        "umbrella in rain": (
            'My umbrella turned inside out in front of the whole bus queue and a lady of ninety said "Ole!"',
            "Rain sideways. The umbrella is a decoration now.",
            "A stranger held his umbrella over me for three streets, talked about tomatoes and left without a name.",
            "Every lost umbrella in this city ends up in the same stand at the library. Take one, leave one.",
            "Red umbrella in a grey crowd at the crossing. That was all the colour there was today.",
            "Golf umbrellas on narrow pavements should need a licence.",
            "Which is the brave choice: umbrella at {time} under a clear sky, or no umbrella and faith?",
            "I own {number} umbrellas and all of them are at the office. It is raining at home.",
            (
                "The gutters gave up around noon and we crossed the square in {place} on pallets, umbrellas up, like a "
                "parade."
            ),
            "Two kids, one umbrella, four boots, every single puddle. They weren't even going anywhere.",
            "My grandmother's umbrella has a duck for a handle. Grown men smile at me in the rain.",
            "The repair shop still fixes umbrellas! New rib, six coins, ready by {day}. Nobody believes me.",
            "No umbrella, so I sat out the cloudburst in a doorway with a postman, a bride and a parrot in a cage.",
            "{friend} walks in rain without an umbrella, at the same speed as always, and says water is water.",
            "Rain on the square, seen from above, is just umbrellas moving round each other. Nobody ever bumps.",
            "Left the house with sunglasses, came home with a two-coin umbrella and a cold.",
            "Wind gust, umbrella gone, over the canal and away. It looked happier than me.",
            (
                "Shared an umbrella with the neighbour I've been arguing with about the hedge. We got soaked and we're "
                "fine now."
            ),
        ),
        "street market": (
            "The cheese man at the market gives my toddler a slice and me a lecture, every {day} for two years.",
            "Go to the street market at closing: three melons for the price of one and the singing is better.",
            "Strawberries have arrived at the market! Small, ugly, not cheap, and I've already eaten the bowl.",
            'At the market I asked for half a kilo of cherries. "Half?" she said, so loudly that I took two.',
            "Market in {place} moves to the harbour from {day}. Same stalls, more gulls, hold on to your fish.",
            "Does anybody still haggle? I tried at the flea stalls and ended up paying more.",
            "Found a box of letters from 1921 between the lampshades on the street market. Reading them slowly.",
            "The honey stall has a glass hive and a queue of children with their noses on it.",
            (
                "Lost at the market on {day}: one small blue mitten with a whale on it. The owner's three and "
                "inconsolable. Please leave it with the bread lady if you find it."
            ),
            "Eleven kinds of olives and the stallholder will not let you leave until you have tried them all.",
            "{friend} had a pottery stall on the market for the first time. Four sold, two given away, one broken.",
            "Knife grinder is back with his bicycle stall. Bring him your blunt ones, he whistles while he works.",
            "Plastic bags are banned at our market from this {season}. My aunt's crochet nets are suddenly fashion.",
            "Who buys socks on a market at {time}? Everyone, apparently. I had to queue.",
            (
                "The potato woman at the market weighs by hand and is never off by more than ten grams. We tested her "
                "for an hour."
            ),
            "Rain on the market awnings, one long gutter straight down my neck, still bought the tulips.",
            "They want to turn the market into parking. There are 4,000 signatures on the fish counter already.",
            "Market bargain: a lamp. Problem: I came by bike. I'm now a man who cycles with a lamp on his head.",
            "A busker between the stalls played the accordion so well that the fishmonger forgot to shout.",
        ),
        "mural": (
            "The new mural on the fire station is a whale, three storeys tall, and my bus stop is in its eye.",
            "Somebody painted over the old heron mural with beige. Beige! Twenty years of heron.",
            (
                "Watched her paint the mural from a crane for {number} days, and on the last one she signed it so "
                "small only birds can read it."
            ),
            "The school wall in {place} is now one huge tomato plant, every leaf by a different kid.",
            "Look for the mouse. The artist hides one in every mural in town and I've found seven.",
            "Is a mural still vandalism if it's better than the wall was?",
            (
                "Our landlord asked the whole block what we wanted painted on the gable. It was a tie: dragon or tram. "
                "So, a dragon on a tram."
            ),
            "They restored the 1960s mosaic mural at the baths and the divers finally have faces again.",
            "The mural shows the baker, the real one, and she walks past it every morning without looking up.",
            "Paint is peeling off the mural at the station, and the layer below it is another mural.",
            "Street art tour with {friend}: three hours, forty walls, one argument about a banana.",
            "I gave directions by murals today: left at the octopus, straight on to the lady with the pears.",
            "An ivy has started to grow into the painted jungle. In a few years nobody will know which is which.",
            "The city pays for murals on power boxes and mine is next. What would you paint on a metre of grey metal?",
            "Somebody painted a door on the blank wall of the bank overnight. By {time} people had knocked.",
            "They've painted my late neighbour feeding pigeons, four storeys tall. They got her coat exactly right.",
            "I don't get the mural by the canal. Blue squares. My son says it's the sea with its homework done.",
            "Half the mural disappeared behind a new building. The hand is waving at nobody now.",
        ),
        "metro map": (
            "The new metro map makes my stop look central. It takes me 50 minutes to get to the middle of anything.",
            "Studied the metro map for ten minutes to find that walking takes four.",
            "They added a brown line and now the metro map looks like someone dropped spaghetti on a circuit.",
            "My son, 5, knows the entire metro map by heart and corrects the drivers.",
            "According to the map, {place} and the zoo are neighbours. I've walked it. They are not.",
            (
                "Guide for visitors who've just unfolded the metro map: blue goes to the sea, red goes to work, and no "
                "one has ever met a person who takes the grey one."
            ),
            "Who decided the ring line on the map is yellow? I can't see it on white, not at {time}, not ever.",
            "A game for bored commuters: find the longest metro route with no station twice. My record is 31 stops.",
            "Stood next to a tourist, both of us staring at the metro map. I've lived here {number} years.",
            "I printed the underground map on a shower curtain. Guests take very long showers.",
            'Metro map from 1936 in the station museum: two lines, nine stops, and an empty corner marked "fields".',
            "Closure on the green line till {day}. The replacement map is taped over the map and covers the legend.",
            "Honest metro map, please: with the stairs, the broken lift and the platform that smells of chips.",
            "{friend} drew a metro map of our friendships. I'm the interchange nobody likes to use.",
            "Colour-blind here. On my metro map three lines are the same line and every trip's an adventure.",
            "The schematic map says turn left. The tunnel, being a tunnel, disagrees.",
            "The braille metro map at Central has been polished by so many hands that it shines.",
            "Missed the last metro and used the map as a walking guide. The distances are lies, the night was lovely.",
            "Every new map, I look first if my station has kept its name. It has. Phew.",
        ),
    },
)
