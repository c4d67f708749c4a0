"""Posts about travel."""

from pipeline.sample.voice import Phrases

PHRASES = Phrases(
    openings=(
        "Postcard, digital edition:",
        "From the road:",
        "Travel diary, smudged:",
        "Wi-Fi is back for ten minutes, so:",
        "Greetings from a long way off.",
        "Holiday notes:",
        "Unpacking, washing, posting.",
        "Jet lag speaking:",
        "On the way somewhere again.",
        "One small suitcase, one small story.",
        "Out-of-office, and it shows:",
        "For those of you at a desk today:",
    ),
    closings=(
        "Bring a jumper anyway.",
        "Back at work on Monday, don't remind me.",
        "Home again, washing machine on.",
        "Send snacks.",
        "I didn't buy the fridge magnet. All right, I bought it.",
        "The bag is lighter on the way back, I don't know how.",
        "What's yours?",
        "My passport photo still looks like someone else.",
        "Photos don't do it.",
        "Wish I were still there.",
        "Wish you were here, mostly.",
        "Nobody's told me what day it is and I'm not asking.",
        "Battery at two per cent, so that's it.",
        "I've got a postcard for the first reply.",
        "More from the road soon.",
    ),
    hashtags=("travel", "wanderlust", "ontheroad", "slowtravel", "travelstories", "postcard", "roadtrip", "travelgram"),
    subjects={
        "beach": (
            "We had the entire beach to ourselves, because it was raining and nine degrees. Swam anyway.",
            (
                "The towel people got up at {time} to reserve loungers. I moved one towel by one lounger, and sat "
                "back to watch."
            ),
            "Sand in the sandwiches, the camera, the car, my ear. Perfect week.",
            (
                "Black sand at {place}. It looks like coal dust, warms up like a stove, and no shoe you own is "
                "thick enough."
            ),
            "Is there a beach anywhere with shade, showers and no music? I'm old, I'm asking for help.",
            "We buried {friend} up to the neck and then the ice-cream van came.",
            (
                "Low tide goes out for nearly a kilometre here. You walk and walk over ribbed sand, with the sea as "
                "a thin line ahead of you that never gets any nearer, and then somebody blows a horn and it all "
                "comes back."
            ),
            "Seagull, one. Chips, nil.",
            (
                "Collected rubbish for an hour: {number} bottle tops, half a chair, a left flipper, a message in a "
                'bottle that only said "hi".'
            ),
            "Sun, sea, sand, a book. Nothing else to report.",
            (
                "Slept in a beach hut on stilts with the waves going under the floor all night. It's like being "
                "rocked by someone who doesn't care whether you sleep."
            ),
            (
                "The kids dug a hole, the tide filled it, they dug a hole. Five hours. No screens, no fights, one "
                "sunburnt neck."
            ),
            "Brochure: white sand, turquoise water. Beach: building site, one goat. I grew fond of the goat.",
            "First swim of {season}, and I said a word that the lifeguard has asked me not to repeat.",
            "Packing for the beach: hat, book, water, second book for when the first is wet.",
            (
                "At night the waves glowed blue whenever they broke. I kicked the shallows like a child until my "
                "toes went numb."
            ),
            (
                "They play dominoes on the beach in the evening, the old men, at a table with its legs in the "
                "water. I was allowed to lose twice."
            ),
        ),
        "sailing boat": (
            "We rented a sailing boat for a week with one licence, one cookbook and {number} opinions.",
            "Dropped anchor behind the island at {time}. There's no sound at all except the rigging ticking.",
            "I was sick on the way out, sick on the way back, and in between I've never been so happy.",
            (
                "Does anybody else who sails find that reefing early is like leaving a party early, always right "
                "and never easy?"
            ),
            (
                "The boat's engine died at the harbour mouth in {place}, so we sailed on to the visitors' pontoon. "
                "There was applause. I shook for an hour."
            ),
            '"Ready about" means duck. Ask my forehead.',
            (
                "Grandfather's wooden boat went back into the water today. She leaked all night, as she should, and "
                "by noon the planks had closed up."
            ),
            "Eleven knots, rail in the water, lunch on the ceiling.",
            "First time on a sailing boat. Terrified for an hour, then didn't want to get off.",
            "Wind: none. Speed: none. We drifted past the same lighthouse for the length of an audiobook.",
            "My job on the boat is fenders. I take it very seriously, and I've fallen in once.",
            (
                "Hand-steered the night watch by one bright star over the port shroud, wrapped in two jumpers and a "
                "sleeping bag. Dolphins came by like torpedoes, all lit up. I didn't wake anyone, I should have."
            ),
            (
                "The red sails belong to an old fishing smack that takes people out for the price of a lunch. Say "
                "yes when he asks whether you'd like to steer."
            ),
            "Seven people, one toilet with a pump, one week. We know each other now.",
            "{friend} tied the dinghy with a knot that isn't in any book, and the dinghy's now on its own holiday.",
            "Knots learned so far: bowline, clove hitch, and the big one that you cut.",
            "Sailing is standing in a cold shower tearing up banknotes, they say. They forgot about the sunsets.",
            (
                "Crossed under sail in three days what the plane does in fifty minutes. I can tell you what every "
                "hour of it looked like."
            ),
            "Do not buy a boat, says everyone who's got a boat, while varnishing it with a face like Christmas.",
        ),
        "hot air balloon": (
            (
                "Up at four, in a field by five, over the valley at {time} in a wicker basket with a man called "
                "Horst and his burner. Nobody said anything for the first ten minutes."
            ),
            (
                "In a hot air balloon it's so quiet between the burns that you can hear dogs bark, and people talk "
                "in their gardens."
            ),
            "Cancelled for wind. For the fourth time. I'm beginning to think that the balloon doesn't exist.",
            "Landing: bump, drag, tip over, laugh.",
            (
                "Are hot air balloons safe for somebody who's scared of heights? I've been given a voucher and I'm "
                "smiling bravely."
            ),
            "The shadow of our balloon crossed the cornfields like a slow blue coin, and two deer ran ahead of it.",
            (
                "A hundred balloons went up at sunrise over {place}. From our roof it looked like somebody was "
                "letting go of a whole box of thoughts."
            ),
            "Ticked off the bucket list today: hot air balloon at sunrise. Absolutely magical.",
            (
                "Our balloon came down in a farmer's paddock, he brought schnapps. It's the law, apparently, or "
                "it's his law."
            ),
            (
                "{friend} proposed at six hundred metres. I said yes, though I was holding on to the basket and "
                "couldn't take the ring."
            ),
            (
                "Helped to pack the envelope afterwards. You lie on it, all {number} of you, and roll about to "
                "squeeze out the air."
            ),
            (
                "The stripy one drifted so low over the campsite that the pilot asked us what we were having for "
                "breakfast."
            ),
            "You can't steer! I mean, I knew it, but you don't know it until you see the church coming.",
            "My hair smells of gas burner, my knees are green, my face hurts from grinning.",
            (
                "At the festival they light the burners all together at night, in time to the music, forty glowing "
                "lanterns the size of houses. The baby slept. I wept a bit."
            ),
            (
                "Ninety minutes in the air cost what we usually spend on a weekend away. I've thought about it "
                "every single day since {season}."
            ),
            "Weighed before boarding in front of everyone, like luggage. I'd had the big breakfast.",
            (
                "A child on the ground waved with both arms, and all of us waved back with both arms, and this went "
                "on for as long as we could see each other."
            ),
            "From above, the river has been everywhere it wanted to. You can see all its old beds in the grass.",
        ),
        "airplane": (
            "Window seat, wing, sunrise, tiny pretzels. I'm forty-six and my forehead is still on the glass.",
            "The airplane was ready, the crew was ready, and then we waited an hour and a half for a set of stairs.",
            "Middle seat between two men who both believed in armrests.",
            "Landed at {time}, the suitcase in {place}. I wasn't in {place}.",
            "What do you wear on a long flight? I've settled on the outfit of an off-duty wizard.",
            "Clapping on landing: yes. We came out of the sky in a metal tube, the least that you can do is clap.",
            (
                "Sat in row 34 next to a nun who'd never flown. She held my hand for take-off, and by the Alps "
                "she'd got the window seat and all my peanuts."
            ),
            "Just landed. Long flight, smooth landing, so good to be home.",
            "The safety card is the only thing I've read to the end this year.",
            "Saw another plane going the other way, very close, very fast, like a thought you nearly had.",
            (
                "Baby in 12C cried from push-back to the gate. The mum handed out earplugs and little notes, and "
                "honestly, we all just wanted to help."
            ),
            (
                "I fly for work and I've stopped pretending. The train takes four hours more and I arrive as a "
                "human being."
            ),
            "They upgraded me on the flight home! I've eaten off a plate. I can't ever go back.",
            (
                "Turbulence over the strait. My tomato juice did a full rotation, and it was the pilot's calm voice "
                "that scared me."
            ),
            "Four airports, {number} security trays, one belt lost for ever.",
            (
                "My father built model airplanes his whole life and today at the air museum they let him sit in a "
                "real one. He knew where every switch was."
            ),
            (
                "Plane spotting from the hill by the fence with a flask and {friend}. We know the cargo schedule "
                "better than our wedding anniversaries."
            ),
            (
                "Night flight, everyone asleep, one reading lamp. Below there's black sea, and then a single ship "
                "with its lights on."
            ),
        ),
        "desert": (
            "There's no such thing as silence until you have slept in the desert. I could hear my own eyelids.",
            "Day two in the desert. My camel's called Elvis, spits to the left.",
            (
                "Forty-four degrees at noon. The guide put on a second jacket, poured boiling tea, and was of "
                "course right."
            ),
            "We drove for six hours and passed one tree. We stopped at it.",
            (
                "I expected the desert to be yellow. It's pink, violet, rust, and for about a minute at sunset it's "
                "exactly the colour of a peach."
            ),
            (
                "How much water do you carry for a day's walk in the desert? I've read four litres each, and I've "
                "read ten."
            ),
            (
                "Stuck in soft sand {number} times before lunch. Let the tyres down, dig, boards under, push, "
                "cheer, repeat."
            ),
            "{friend} found a fossil shell in the middle of nowhere. This was a sea. I had to sit down.",
            (
                "A sandstorm came across the flats like a brown wall, and we sat it out in the car with wet "
                "scarves, playing cards by torchlight."
            ),
            (
                "It rained! First time in two years, says the hotel in {place}, and overnight the gravel's gone "
                "green and there are flowers the size of a lentil."
            ),
            "Fennec tracks around the tent this morning, and one of my socks is missing.",
            "Desert stars don't twinkle, they just hang there, right down to the ground on every side.",
            (
                "Bread baked in the embers, under the sand, an hour. You knock it on your knee and it comes clean, "
                "more or less."
            ),
            "Do not climb the big dune at noon. I did the big dune at noon. I have no soles.",
            "Old road, salt crust, a petrol pump with a cat on it and no attendant. We left the money under the cat.",
            "Three nights in the desert, no signal, no plans. I feel like a new person.",
            "The colours here at sunset are unreal. No filter, I promise you.",
            "At night it's freezing. Nobody believes that either until they're wearing all of their T-shirts at once.",
            (
                "An hour before dawn we walked up the ridge in a line with our shoes in our hands. The sand was "
                "cold as water. Then one edge of it lit, and the light ran down the dunes faster than you could "
                "turn your head."
            ),
            (
                "Came home three weeks ago, and a little pile of desert still falls out of the guidebook every time "
                "that I open it."
            ),
        ),
        "lighthouse": (
            "217 steps, no lift, and the keeper's daughter does it twice a day to polish the lens.",
            (
                "We spent the night in a lighthouse. The beam goes round every {number} seconds, and after an hour "
                "you breathe with it."
            ),
            "Red and white stripes, one goat, no shop. That's my kind of tourist attraction.",
            (
                "Walked out to the light at {place} across the causeway. You've got two hours between tides, and we "
                "used one of them looking for {friend}'s glasses."
            ),
            "Fog since {day}. The horn of the lighthouse goes every half minute, and so do I.",
            (
                "Who else collects lighthouses? I'm at sixty-one, stamps in a little book, and my wife waits in the "
                "car with the crossword."
            ),
            (
                "The old Fresnel lens is taller than me and made like an artichoke of glass. Bring the lamp of a "
                "phone up to it, and the whole room fills with rainbows."
            ),
            "They automated it in 1989. He still goes up each evening at {time} to see that it comes on.",
            "Waves over the top of it this morning! We stood a mile away on the cliff and felt every one in our feet.",
            "Painted the lighthouse in watercolour, in a gale. It's mostly gale.",
            "It's for sale. Three rooms on top of each other, all round, no road, no drains, and I've rung them twice.",
            (
                "Cycled to the end of the peninsula because there was a lighthouse on the map. It's a metal pole "
                "with a bulb."
            ),
            "Walked to the lighthouse and back, twelve kilometres, wind all the way. Lovely day.",
            'The keeper\'s log from 1911: "Wind. Wind. Wind. A letter. Wind."',
            "Best picnic spot on this coast is the leeward side of the light, back against the warm wall, boots off.",
            (
                "My son wanted to know who switches off the lighthouse when the sea has gone to sleep. I've got "
                "nothing to add."
            ),
            "Closed on Mondays, says the sign, under eleven kilometres of gravel.",
            "You see it first as a spark, long before the land. After nine days at sea I couldn't speak.",
            (
                "A bird warden lives in the lighthouse from April to August with twelve thousand puffins and no "
                "internet. There's a waiting list for the job, and I'm on it."
            ),
        ),
        "suspension bridge": (
            "The planks move, the ropes move, the river doesn't stop moving. I crossed it on my bottom.",
            (
                "Walked over the big suspension bridge before dawn. The cables hum, and if you put your ear on the "
                "steel you can hear the lorries coming from the far side."
            ),
            "Halfway across, {friend} started to jump. I've found out what kind of friend {friend} is.",
            "Is it normal that it sways? It's swaying. I'm asking from the middle.",
            (
                "They've been painting the same bridge for forty years, the man said, and when they get to one end "
                "they start again at the other. He seemed content with it."
            ),
            "It disappeared into the fog after the first tower, as though nobody had got round to building the rest.",
            (
                "The village on the other side of the gorge used to be a six-hour walk. Now it's {number} minutes "
                "of wobbling, and the kids go to school in {place}."
            ),
            "Max. 3 persons, says the sign. There were eleven of us and a mule.",
            "Toll: eight. For walking. Over a bridge. I paid, and the view shut me up.",
            "A glass floor in a footbridge, what for? I've spent thirty years avoiding exactly that feeling.",
            'Lit up at {time}, all at once, like a harp. Every soul on the ferry went "oh".',
            (
                "Held up traffic on the longest suspension bridge in the country because a duck and seven ducklings "
                "were crossing it too."
            ),
            "A suspension bridge gets you in the knees first, then your stomach has a meeting about it.",
            "We watched workmen walk up the main cable of the bridge, little orange dots. I can't do a stepladder.",
            "We made it across! My legs are still shaking. Amazing view.",
            (
                "Woven from grass, rebuilt by four villages each year, and it holds. They throw last year's bridge "
                "into the river and have a party."
            ),
            (
                "It was closed for wind. So we had soup in the hut at the near end, looked at it swinging, and felt "
                "very wise."
            ),
            (
                "The shadow of the bridge towers reaches the bakery in the afternoon. There's a table that stays in "
                "the sun between the two cables, and that's where you'll find me."
            ),
        ),
        "train": (
            (
                "Night train: I fell asleep in flat fields and woke up with mountains in the window and a man "
                "handing me coffee."
            ),
            "Four seats, a table, a thermos, boiled eggs, six hours. Don't talk to me about flying.",
            (
                "Missed the connection in {place} by the length of a platform. There's one bench, one vending "
                "machine, and the next train is at {time}."
            ),
            (
                "The conductor knows everyone on this branch line. He held the train for Mrs. Adler, who was still "
                "on her bicycle."
            ),
            "Which side should I sit on for the coast line? I've had the wall side three times running.",
            "Delay announcements this afternoon, in order: signal, leaves, swan.",
            "I could watch rivers go by a train window until I die.",
            (
                "{number} trains, {number} tickets, one lost hat, and we've arrived on the other side of the "
                "continent without leaving the ground."
            ),
            (
                "Steam special through the valley on {day}. Soot in my tea, soot on the baby, grown men running "
                "along the fence."
            ),
            (
                "Snack trolley's a memory, the heating's on in August, the toilet has a queue and a philosophy. I "
                "still love it."
            ),
            (
                "My compartment: a soldier asleep, two nuns with a salami, a girl revising chemistry. By the border "
                "we'd all had salami, and most of us knew the periodic table."
            ),
            "The kids counted tunnels and I counted the minutes of signal. They got fifty-four.",
            (
                "Sat backwards the entire way. You don't see where you're going, but you get a long look at where "
                "you've been."
            ),
            (
                "Single carriage, request stop, put your hand out. The driver waved when he let us off in the "
                "middle of a meadow."
            ),
            "On the train to {place} with a coffee and a window seat. Life's good.",
            (
                "The window opens! In this old thing you can lean on the sash with the wind in your teeth, and I "
                "haven't stopped since the viaduct."
            ),
            "Quiet coach, and there he is, selling a company on speaker.",
            (
                "Rail pass at fifty-nine: same rucksack, better knees than feared, and I now book the bottom bunk. "
                "{friend} snores like it's {season} in a walrus colony."
            ),
        ),
    },
    alone={
        "beach": (
            (
                "Beach clean this {day}, meet by the lifeguard tower at {time}. Gloves and bags provided, families "
                "very welcome."
            ),
            (
                "My mother, eighty, saw the sea for the first time today. She took off her stockings behind a "
                'towel, walked in up to her shins, and said "well, there\'s a lot of it".'
            ),
            "Jellyfish at the south end of the beach, everybody. Vinegar, not the other thing.",
        ),
        "sailing boat": (
            (
                "Lessons of week one aboard. The kettle is the most important instrument. The person who says \"it's "
                "only a squall\" isn't on deck. You can sleep on a shelf. Nobody has ever regretted putting on the "
                "extra jumper, and the bucket is never where you left it. Phosphorescence is real. When you come "
                "ashore, the shower block will sway, and you'll hold on to the sink and grin at yourself like an "
                "idiot."
            ),
            (
                "Space for one more crew from {place}, two weeks, some experience helpful. Share of costs, good "
                "cook on board."
            ),
        ),
        "hot air balloon": (
            (
                "Balloon festival this weekend. Mass launch at {time} if the wind's kind, night glow on {day}, park "
                "and ride from the showground."
            ),
        ),
        "airplane": (
            (
                "A man across the aisle had a wedding dress on the seat beside him, belted in. The crew brought it "
                "a glass of water. He was taking it to his daughter, he said, he had sewn it himself, he's a "
                "tailor, and he wasn't going to put it into the hold to be sat on by suitcases. When we landed they "
                "let the dress off first. All of us stood in the aisle and waited, and somebody began to hum the "
                "march."
            ),
            "Anyone else stuck at the airport in {place}? Gate says two hours' delay, no reason given.",
            "Please, row 31, the seat belt sign is still on.",
        ),
        "lighthouse": (
            (
                "The lighthouse is open to visitors this weekend, ten to four. Children need to be over a metre "
                "tall for the stairs."
            ),
            (
                "The last keeper's wife showed us round. She is ninety-three. She told us how they baked on Mondays "
                "if the boat could land and did without if it couldn't; how the birds hit the glass in autumn and "
                "she'd carry them down in her apron, and most of them only wanted an hour; and how the silence woke "
                "her, the night when they turned the engine off for good. Then she asked whether we'd mind going up "
                "without her. She'd seen it."
            ),
        ),
        "suspension bridge": (
            (
                "The suspension bridge near {place} is closed for inspection until {day}. There's a signed detour, "
                "about forty minutes on foot."
            ),
            "Grandpa was a riveter on this bridge. He'd never tell us which ones were his, so we're proud of them all.",
        ),
        "train": (
            (
                "Somebody's left a violin on the luggage rack of the 8:14 train. Lost property has it now, if it's "
                "yours please ring."
            ),
            (
                "We were stuck for five hours in the snow outside {place}. For the first one everyone looked at "
                "their phones. In the second the phones ran out. By the third, somebody had a guitar, and the woman "
                "from first class came through with her whole birthday cake, cut it with a ruler, and there was "
                "enough. When the plough got to us there was a groan right down the carriage. I've had letters from "
                "two of them since."
            ),
            (
                "Does the night train still have a dining car? We're travelling in {season} with two small children "
                "and would like to plan meals."
            ),
        ),
    },
)
