"""Posts about hiking."""

from pipeline.sample.voice import Phrases

PHRASES = Phrases(
    openings=(
        "Notes from the trail:",
        "Hill talk:",
        "From the hut log:",
        "Boots off, so here goes.",
        "Out on foot again.",
        "Trail diary:",
        "Signal came back just long enough to post this.",
        "Map folded, kettle on.",
        "For the walking crowd:",
        "From the muddy end of the week:",
        "Field note:",
        "Written on a rock:",
        "Still muddy, still happy.",
    ),
    closings=(
        "Still the best way to spend a day.",
        "Same where you walk?",
        "Bring a dry pair of socks.",
        "My knees have opinions about it.",
        "I'd go again tomorrow.",
        "Photo does it no justice.",
        "Tell me your version.",
        "The flask was empty far too soon.",
        "Leave it as you found it, please.",
        "Any tips for next time?",
        "I slept like a stone afterwards.",
        "My boots are drying by the door as I type.",
        "The dog agrees.",
        "Off to study the map again.",
        "Take your time out there.",
    ),
    hashtags=("hiking", "trail", "outdoors", "hillwalking", "weekendwalk", "getoutside", "footpath", "mapandcompass"),
    subjects={
        "mountain peak": (
            "Summit at {time}, and the whole valley was a lake of cloud with two church spires poking through.",
            "Turned back 80 metres below the top, ridge iced over. The mountain will be there next year. So will I.",
            "My dad is 71 and he beat me to the summit by ten minutes, then pretended he had been waiting an hour.",
            "Which peak above {place} would you pick for someone who hates scrambling but wants a proper view?",
            (
                'There is a book in a tin box on the summit. Last entry before mine: "Windy. Forgot sandwiches. Never '
                'again." Dated {day}.'
            ),
            "False summit, false summit, false summit, cairn. I cried a bit at the cairn.",
            "Snow on the north face, people in running shorts on the south one. Choose your side in {season}.",
            (
                "Thank you to the couple on the summit who shared their rope, their soup and their calm when my legs "
                "stopped working on the way down from the peak. I don't know your names. I was the one in the yellow "
                "hat."
            ),
            "Counted it up: 1,340 metres of ascent for eleven minutes on top. Best exchange rate I know.",
            "The wind up on the peak took my hat, my map and a slice of cheese in that order.",
            "Half a proposal on the summit: {friend} got down on one knee to tie a lace and three strangers clapped.",
            "Unpopular view: the second highest peak is always the better walk. No queue, no selfie post, same sky.",
            "If you can see the top from the car park, it is further than you think. If you can't, have breakfast.",
            "From the saddle the peak looks like a shark fin. At the top you find it is wide enough to nap on.",
            "First peak over 3,000 for me. I breathed like an old accordion from the last hut on.",
            (
                "Golden light hit the rock for maybe forty seconds at sunrise, then it was just a grey mountain again. "
                "I got one picture."
            ),
            "The chough on the summit knows exactly how zips work.",
            "{number} peaks along one ridge on one litre of water each. I ran dry before the last climb. Carry more.",
            "Grumble of the week: thirty little stone towers on top and nobody can find the real cairn in fog.",
            "I kept a pebble from the peak my grandmother climbed in 1962. Now it holds the kitchen door open.",
        ),
        "tent under stars": (
            "Woke at 3 to pee, looked up, and stood outside the tent for an hour counting shooting stars.",
            "Pitched the tent on what felt like flat ground. By midnight we were a pile against the left wall.",
            "Stars so bright over camp that the guy lines threw shadows. Fine, maybe that was the moon. Still.",
            "Cheap tent report: two dry nights, one drip exactly over my nose.",
            "Is there anything better than lying with your head out of the tent door and naming constellations wrong?",
            "{friend} snores at a pitch that sets off the neighbour's dog. We now camp at separate ends of the meadow.",
            "No wind, no phone signal, a lake of stars above the tent. I forgot which day it was. Didn't look it up.",
            "Pegs! I packed tent, poles, flysheet, mallet. The pegs are on the kitchen table in {place}.",
            (
                "Slept out under the flysheet only, inner tent left at home, and saw satellites cross every few "
                "minutes. Cold nose, no regrets."
            ),
            "Our six-year-old asked if stars stay on all night. We camped out to check. They do, until about {time}.",
            "A hedgehog moved into the porch of our tent and ate the midges. Best roommate of the whole trip.",
            (
                "We had booked a hotel in {place} and it had no record of us. So we put up the old tent behind the "
                "chapel, the priest brought tomatoes, and the four of us lay in the grass until midnight looking for "
                "the one constellation I can find."
            ),
            "How do you keep a tent from dripping inside? Every clear night I wake to rain that only falls on me.",
            (
                "Minus four, frost on the flysheet, sky like spilled salt. I wore every single thing I had brought, "
                "including the tea towel."
            ),
            "First night alone in a tent. Every leaf was a bear until I started listening to the owls instead.",
            (
                "Set the camera on a stone for a half-hour exposure and got star trails with my head torch as a rude "
                "green squiggle."
            ),
            "Wild camping rule: arrive late, leave early, and nobody should be able to tell where the tent stood.",
            "From the tent flap we renamed the stars: the Ladle, the Broken Pole, Aunt Greta's Chair.",
            "Bought a two-person tent. It fits one person and the idea of another one.",
        ),
        "forest trail": (
            "Took the forest trail instead of the road and met exactly one person, a man carrying a ladder. We nodded.",
            "The beech woods went orange overnight. Walk them now, by {day} the wind will have it all on the ground.",
            "Smell of pine resin after rain on a warm path. Somebody please bottle that.",
            "Follow the yellow dots on the trees, they said. The tree had fallen and pointed us to the car park.",
            (
                "The forest trail between the mill and the quarry is fully open again after the storm. They have "
                "cleared {number} big spruces and laid gravel on the wet bit. Prams are fine as far as the bridge."
            ),
            "A woodpecker drummed along with us for a good kilometre, always two trees ahead.",
            "Who else walks slower in the woods? Four kilometres took me three hours and I missed nothing.",
            "Mushroom count on the trail to {place}: eleven kinds, of which I would dare to eat one.",
            "Bluebells on both sides for a whole mile, so thick the path looked like a crack in the sky.",
            "Root, root, stone, root, puddle. This trail was designed by someone who sells ankle supports.",
            "The kids built a dam, a fairy house and a strong smell. Total distance along the forest path: 900 metres.",
            "Fog between the trunks, drip drip drip, and not one bird. I walked faster than I will admit.",
            (
                "The foresters have reopened the old loop trail behind the sawmill and put in a boardwalk over the "
                "bog. Lovely work."
            ),
            (
                "Lost the trail under fresh leaves and found it again by the line of polished roots. {friend} calls "
                "that tracking. I call it luck."
            ),
            "Deer on the path at {time}. We stared at each other until my stomach rumbled and she left.",
            "My trail-running phase ended today at a low branch. The branch won and I am a walker again.",
            "Under the old oaks it stays eight degrees cooler. When the city is boiling, this is my summer house.",
            "To the mountain bikers who stopped for my gran on the narrow bit of the woods: you made her week.",
            "Ticks are out already. Long trousers in the woods, please, and check behind the knees.",
        ),
        "lake": (
            "The lake was flat as a plate at {time}, mountains upside down in it, and then {friend} did a cannonball.",
            "Water temperature: nine degrees. Time in the lake: also about nine, in seconds.",
            "Hiked three hours to a tarn that the map calls Big Lake. It is the size of a tennis court and I love it.",
            'Somebody left a rowing boat on the lake shore with a note: "Take her for a spin, bail if needed."',
            "Why does every sandwich taste better beside a lake? Serious answers only.",
            "Round the whole lake in 17,000 steps, and there are four benches, all of them on the shady side.",
            "The lake is down by two metres and the old stone wall is showing again, with its gate still shut.",
            "Loons calling across the lake after dark. First time for me, and I understand now why people write poems.",
            "We skimmed stones on the lake for an hour. Record: 11 hops, by the quietest of us, who said nothing.",
            "Don't swim on the dam side of the lake, there's a current. We only know because a farmer ran over.",
            "Turquoise from above, so cold my ankles ached. Glacier lakes don't do moods by halves.",
            'A trout jumped out of the tarn and four grown adults shouted "fish".',
            (
                "The path along the eastern side of the lake is flooded, so we went barefoot for {number} hundred "
                "metres with our boots around our necks."
            ),
            (
                "Sat by the lake with a thermos and read a whole novel while everyone else went up the hill. Zero "
                "metres climbed, ten out of ten."
            ),
            (
                "My mother swam across this lake in 1979 on a bet. She's back today with two new hips, and she got in "
                "up to her chin, did three strokes and told the whole shore about it."
            ),
            "Mist lifting off the lake near {place} this morning. I took thirty photos and they are all grey.",
            "Midges at the lake at dusk: I counted 46 bites and then I lost heart.",
            "First ice on the tarn today. We rolled a pebble across and it sang like a laser in an old film.",
            "My phone is at the bottom of a very beautiful lake. Posting from {friend}'s.",
        ),
        "waterfall": (
            (
                "Short visit to the waterfall before work. It was roaring, brown and full of branches, nothing like "
                "the postcard, and I liked it far more than in {season} when it behaves."
            ),
            "Heard the waterfall twenty minutes before we saw it, like a motorway somebody had misplaced.",
            (
                "You can walk behind this waterfall! There's a ledge, a handrail and a curtain of water, and you come "
                "out soaked and grinning."
            ),
            "After a week of rain the falls near {place} have doubled, and the spray wets the bridge. Go now.",
            "Waterfall in a dry summer: one drip, one disappointed family, one puddle with a frog.",
            "Long exposure number {number}. The waterfall looks like milk, the rest looks like my thumb.",
            "Is it safe to swim in the plunge pool under the upper fall, or does it pull?",
            "The waterfall has frozen from top to bottom, and somewhere inside you could still hear water running.",
            "There are 214 steps down to the foot of the falls. Everyone we met gave us a different number.",
            "A rainbow stands in the waterfall between ten and eleven. The woman from the kiosk sets her clock by it.",
            "A dipper nests right behind the fall. It shot in and out through the water like it was nothing.",
            "I lost a lens cap, a flip-flop and an argument at the foot of this waterfall. Still a good day.",
            "The sign says this waterfall drops 60 metres. My stomach says more.",
            "Ate cherries at the top of the cascade and spat the stones over. Somewhere below is a future orchard.",
            "Third waterfall on the loop and nobody stops for it because it has no name. So we named it: Kettle Falls.",
            (
                "The mist from the fall cooled the whole gorge. Thirty-four degrees on the plateau and I was shivering "
                "in a jacket."
            ),
            "Please stay behind the rail at the falls. Someone climbed onto the wet moss and I couldn't look.",
            'My son, 4, at his very first waterfall: "Who left it on?"',
            "Went at {time} to have the falls to myself. There were already two painters and a man playing the flute.",
        ),
        "campfire": (
            "Potatoes in the embers, forty minutes, salt, butter. I have paid a lot more for a lot less.",
            "Everyone stares at a campfire the same way. No talk for half an hour, best conversation in months.",
            (
                "Damp wood, one match, {friend} blowing on the kindling like a bagpipe player. It caught. We are never "
                "letting them forget it."
            ),
            "Smoke follows me. I moved four times around the fire and it came along like a dog.",
            "Who has a good campfire story that isn't scary? The kids voted against ghosts.",
            "Song list from last night's fire, in order: one hit, one hymn, three sea shanties, a cereal jingle.",
            "Wore my good jumper to the campfire. I now own a smoked jumper.",
            (
                "Recipe from last night's campfire: flat stone in the embers for half an hour, brush it clean, oil, "
                "thin slices of courgette, lemon. Nobody missed the sausages that we'd left in the car."
            ),
            "Fire ban in the hills from {day}. Gas stove only, and please tell the people who don't read notices.",
            (
                "Stick bread over the campfire: twist it thin, keep it away from flames, be patient. Mine was charcoal "
                "with a raw heart."
            ),
            (
                "We put the fire out with three buckets, stirred the ash and felt it with our hands. Do it properly or "
                "don't light it."
            ),
            "A spark from the campfire burned a hole in my mat and it hissed itself flat at midnight.",
            "In {place} the warden sells dry birch for campfires from a shed with an honesty box. Bring coins.",
            "Best seat at any campfire: upwind, next to the person with the chocolate.",
            "Burned my marshmallow on purpose and I will defend that. The black skin is the point.",
            "The last log on the fire is always the argument: go to bed, or one more? We had {number} last logs.",
            "My grandfather lit fires in the rain with birch bark and a candle stub. Tonight I managed it too.",
            "Coffee from a soot-black pot over the fire, grounds and all, at sunrise. You chew the last mouthful.",
            "An owl landed just outside the firelight, looked at the seven of us singing, and left again.",
        ),
        "backpack": (
            'Weighed my backpack: 14 kilos. Took out everything I had packed "just in case" and it was nine.',
            "Found at the bottom of my rucksack: a banana from last {season}. It has become something else.",
            "Rucksacks have a hip belt! Ten years I carried it all on my shoulders. Nobody told me what it was for.",
            "What do you never hike without? Mine is a spare pair of laces, used for everything but laces so far.",
            "{friend} carries a full-size pepper mill in the backpack. We mock it daily and borrow it nightly.",
            "The zip on my daypack gave up in the rain above {place}. Two safety pins and a bread bag got me home.",
            "Packing list for a weekend: map, layers, water, plasters, cheese. Everything else is fear.",
            "My old canvas backpack is older than me and smells like it. Dad crossed the range with it in 1984.",
            (
                "I packed for snow, we got sun. I packed for sun, we got hail. My pack now contains one of each and "
                "weighs accordingly."
            ),
            "Rain cover tip: a bin liner INSIDE the rucksack does more than any cover outside.",
            "Somebody put stones in my backpack at the first rest stop. I carried them to the hut. I know who it was.",
            "Does a 30 litre pack do for a hut tour of {number} nights, or am I dreaming?",
            "Trying out a rucksack my neighbour sewed from sailcloth. It creaks like a ship and fits like a glove.",
            "Lost a water bottle from my backpack's side pocket again. Is it me, or are those pockets just bad?",
            "The dog has her own little backpack now and walks like someone with an important job.",
            (
                'Bought a used backpack and found a note in the lid pocket: "This has been to four continents, please '
                "take it to a fifth.\" I'm going to the hills behind {place}. I feel I've let it down."
            ),
            "Put my backpack down for one minute and a goat had the lunch out of it, wrapper too.",
            "Backpack repair evening: waxed the seams, sewed the strap, found eleven raisins and a bus ticket.",
            "One backpack, {number} days, no wheels. You find out fast how many socks a person needs.",
        ),
        "signpost": (
            "The signpost says 2 h 15. It was written by a goat.",
            "Seven arrows on one signpost and the only one missing is the way to the car park.",
            "Someone has turned the arm of the signpost at the pass. Coming from {place}, left is right.",
            "I like the old wooden waymarks with the hand carved into them, pointing finger and all.",
            (
                "Met an old man repainting the trail signs with a tin of red and a tiny brush. Forty years he's done "
                "it, unpaid."
            ),
            '"Viewpoint 5 min." It is a viewpoint of another signpost.',
            "Do you trust the times on the yellow signs? I take them, add half, and arrive for soup.",
            "Fog so thick at the crossing that {friend} climbed the signpost to feel the letters.",
            "A signpost in the middle of nowhere pointing to nowhere else, 9 km. We went. It was nice.",
            (
                "The kids picked the way at every fork today by spinning a stick under the sign. We ended up at an ice "
                "cream kiosk."
            ),
            "Woodpeckers have hollowed out the signpost and a family of wrens lives behind the arrow.",
            'Where three valleys meet, the post has an arrow for each, and one, hand-painted, that says "home".',
            "Took the alpine arrow at the signpost, not the family one. {friend} has gone very quiet.",
            "Note to whoever put stickers over the signpost: some of us had planned to be back by {time}.",
            "I photograph the signpost at every start, so somebody knows where to look for me.",
            "Our walking club is raising money for new signposts on the ridge. The old ones are past reading.",
            "Two signs, same village, one says 4 km and the next one, further along, says 5. I'm walking backwards.",
            'The arrow for {place} has weathered so badly it just says "lace". I would visit Lace.',
            (
                "Volunteers wanted on {day}: we're putting up {number} signposts on the new section of the ridge path. "
                "Bring gloves and a spade. There will be cake and a very heavy hammer."
            ),
        ),
    },
)
