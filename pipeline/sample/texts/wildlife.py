"""Posts about wildlife."""

from pipeline.sample.voice import Phrases

PHRASES = Phrases(
    openings=(
        "Field notes:",
        "From the hide:",
        "Seen today:",
        "Binoculars round the neck, tea in hand.",
        "Wildlife log:",
        "Quietly excited here.",
        "For anyone who looks up:",
        "Whispering this one.",
        "Muddy knees, full notebook.",
        "Today outdoors:",
        "Out with the long lens again.",
        "A note for the nature people:",
    ),
    closings=(
        "Keep your distance and enjoy.",
        "I'd give up television for this.",
        "What have you been seeing?",
        "Best free show there is.",
        "Excuse the blurry picture.",
        "Look up more often, people.",
        "Nature doesn't need us, but it's kind enough to let us watch.",
        "Still smiling.",
        "It's the waiting that I like best.",
        "Did I get that right, experts?",
        "Notebook entry made, date and all.",
        "I forgot that I was cold.",
        "My tea had gone cold by then.",
        "Will be back tomorrow with more sandwiches.",
        "Anyone know more about this?",
    ),
    hashtags=(
        "wildlife",
        "nature",
        "wildlifewatching",
        "conservation",
        "intothewild",
        "naturelovers",
        "biodiversity",
        "citizenscience",
    ),
    subjects={
        "fox": (
            "A fox crossed the zebra crossing this morning. Looked right, looked left, went.",
            "Three cubs under the allotment shed, and one of them has stolen a gardening glove and won't share it.",
            "She comes at {time}, sits on the compost heap, and watches our kitchen like a cinema.",
            (
                "That scream at two in the morning is not a murder, it's foxes courting. Please stop calling the "
                "police in {place}."
            ),
            (
                "The vixen with the torn ear made it through another winter. I was so relieved to see her that I "
                "said hello out loud."
            ),
            "How do I keep a fox off the hens without hurting him? He's beaten the latch twice.",
            (
                "Fox on a frozen lake, stopping, tilting her head, pouncing straight down through the snow. Missed. "
                "Did it again."
            ),
            "Lovely visit from this fox tonight. Healthy coat, bright eyes, stayed for ten minutes.",
            "He was asleep on the bowling green in full sun, dead centre, as though he had been placed there.",
            (
                "The trail camera caught our fox carrying a whole baguette. It's the most French thing this village "
                "has seen."
            ),
            (
                "I left my trainers on the step, and the fox has had them. One of them's now in the field with "
                "toothmarks, so thanks for that."
            ),
            "Fox and badger at the same puddle, half a metre apart, both pretending that the other one wasn't there.",
            (
                "{friend} swears it was a dog. It had white socks reversed, a tail like a chimney brush, and it "
                "went over a six-foot wall."
            ),
            "Red against the frost, breath like smoke, one paw up. I didn't even reach for the camera.",
            (
                "I counted {number} fox scats on the path today, all of them full of cherry stones. That's how the "
                "wild cherries travel."
            ),
            "Town foxes aren't tame, they're busy.",
            (
                "The cubs tumbled out as soon as the mowers stopped, and chased each other round the goalpost until "
                "it was too dark to see."
            ),
        ),
        "owl": (
            "There's a tawny owl in the churchyard yew, and it has been answering my ringtone.",
            (
                "Barn owl at {time}, quartering the ditch, absolutely silent. It turned that flat white face to me "
                "once, and carried on."
            ),
            "Found a pellet under the oak and opened it with tweezers: three vole skulls and the back of a beetle.",
            "Which owl sounds like a squeaky gate? It's been going on behind our house since {day}.",
            (
                "Put up an owl box nine years ago. Squirrels, squirrels, jackdaws, nothing, hornets, and this "
                "spring two fluffy faces in the hole."
            ),
            "Little owl on the fence post, furious at everything, as they are.",
            (
                "The owls in {place} have come back to the barn after the roof was mended, because the farmer left "
                "them a window."
            ),
            "A ranger let us hear the snowy owl before we saw her. It's a bark! I wasn't ready for a bark.",
            "First owl I've ever seen in the wild. I'm thirty-eight. Worth the wait.",
            (
                "My father can call owls with cupped hands. He did it at my wedding, halfway through the speeches, "
                "and one came."
            ),
            (
                "They don't turn their heads all the way round, just three quarters. It's quite enough when it "
                "happens to you in a dark lane."
            ),
            "A long-eared owl pretending to be a broken branch. We walked past it four times.",
            "Owlets branching in the beech: {number} grey pompoms in a row, bobbing their heads at the moon.",
            (
                "I've been out with the owl survey for four evenings, and written zero in all the columns. That's "
                "data too, they tell me."
            ),
            '{friend} heard "twit" and I heard "twoo". It\'s two birds, you know, a she and a he.',
            (
                "Short-eared owls over the saltmarsh at dusk, hunting like big moths. Half a dozen of us with "
                "telescopes and nobody said a word."
            ),
            "At the zoo show the eagle owl flew so low over the audience that a man lost his hat and thanked her.",
        ),
        "whale": (
            (
                "Whale! Two breaths, a long black back, and gone. I've been staring at the same bit of water for an "
                "hour, grinning."
            ),
            "Humpback breach off {place}: the entire animal, out, in daylight, with a sound like a shed falling over.",
            "You smell them before you see them. Imagine old broccoli and low tide.",
            "I cried in front of {number} strangers on a boat, and nobody minded because they were all doing it.",
            (
                "Is it true that each tail fluke is like a fingerprint? I've got a photo, and I'd love to know who "
                "this was."
            ),
            (
                "A minke came up right beside my kayak, one eye, about a dinner plate. We looked at each other for "
                "as long as a breath."
            ),
            "Sperm whales sleep upright, like a forest. I can't stop thinking about this.",
            "Seasick for four hours, saw one fin. It was a wave.",
            (
                "Put the hydrophone over the side and the whole cabin filled with singing. The skipper switched off "
                "the engine and then the lights."
            ),
            (
                "Blue whale hearts don't really let a person crawl through the arteries, I learned from the museum "
                "guide in a tone that she's clearly had to use before."
            ),
            (
                "Off the headland at dusk: spouts on the horizon lit pink, one after the other, like somebody "
                "walking along with a hose."
            ),
            "We saw three whales today! The kids can't stop talking about it.",
            (
                "Orcas in the sound this morning, the old female with the notched fin in front as always. She was "
                "born before my mother."
            ),
            (
                "Counted whales for the survey from a deckchair on the cliff. Best unpaid job of my life, worst "
                "sunburn of this decade."
            ),
            (
                "Whale watching tip: look for the birds, wear everything you own, and leave the phone in your "
                "pocket for the first one."
            ),
        ),
        "elephant": (
            (
                "The matriarch put her foot on the fallen fence, tested the wire with her trunk, and walked eleven "
                "elephants through it one by one."
            ),
            "A baby elephant doesn't know what to do with its trunk for the first months. This one stood on it.",
            "They were forty metres from camp at {time}, and all that we heard was leaves tearing.",
            (
                "Elephants have a special rumble that means bees. So farmers hang beehives on a rope around the "
                "maize, and it works."
            ),
            "Is an orphanage visit all right, if it lets the animals go later? I don't want to support the wrong one.",
            (
                "Elephants at the river: dust bath, mud bath, dust bath. It's the best skincare routine I've ever "
                "witnessed."
            ),
            "My son thinks the elephant at the waterhole is wearing trousers. I looked again and he's right.",
            "The old bull with one tusk broke a branch the size of a bus stop, ate three leaves, and left.",
            (
                "We collared {number} of them this {season} to find out how they cross the highway. They cross at "
                "night, in single file, babies in the middle."
            ),
            (
                "{friend} worked a year at the elephant sanctuary near {place} and still can't eat a banana without "
                "looking over a shoulder."
            ),
            (
                "You hear the stomach first! An elephant's belly at close range sounds like furniture being moved "
                "upstairs."
            ),
            (
                "Their feet are so soft. A six-tonne animal walked past the tent and the print it left was flat as "
                "a plate, with every crack drawn in."
            ),
            "Why do the young males chase egrets? As far as I can tell, for laughs.",
            "The river crossing took most of the afternoon, because the smallest one wouldn't get out of the water.",
            (
                "Footage from the salt lick tonight: three elephants, a buffalo in a bad mood, and one hare that "
                "made all of them jump."
            ),
        ),
        "deer": (
            "Roe deer in the barley, ears only. Two of them, like bookmarks.",
            "The stag in the park stood on the path at {time} as if he were checking tickets.",
            'A deer ate my roses, my tulips and the sign that says "deer-proof fence".',
            "Rut's on. The whole glen above {place} is roaring, and I haven't slept, and I don't want to.",
            "Peaceful morning. Deer at the edge of the wood, frost on the grass, not a single car.",
            "Drove home at walking pace behind a red deer that had opinions about the middle of the road.",
            (
                "Are those antlers I found worth anything to anyone? They're on the hall table, and everybody hangs "
                "hats on them."
            ),
            (
                "Dawn mist, ten hinds stepping out of it in a line, and {friend} sneezed. That's the story of my "
                "only good photo."
            ),
            (
                "One sika, three roe, {number} fallow. The count's up, the saplings are down, and the forester has "
                "stopped smiling."
            ),
            (
                "White deer do exist. I had it in front of me for as long as it takes to say so, and then there was "
                "just wood."
            ),
            "If one deer crosses, brake for the second. There's always a second one.",
            "Velvet hanging off his antlers in strips, he looked like a king who's been dragged through a hedge.",
            (
                "She gave birth in the school's sports ground. PE has been cancelled until further notice, and the "
                "whole of class 4b is at the window."
            ),
            (
                "They come down to the orchard after the first frost and stand on their hind legs for the last "
                "apples. Every year I leave some on."
            ),
            "Muntjac deer sound like a smoker being told a joke.",
            (
                "Tracked a deer through fresh snow all morning and found that it had walked in a circle and was now "
                "behind me."
            ),
            "The antlers fall off and grow back every year, at two centimetres a day. My hair can't do that.",
            "No wolves, no lynx, so it's us. I don't hunt and don't want to, but I've replanted this hillside twice.",
        ),
        "butterfly": (
            "Swallowtail on the fennel! I've grown that fennel for six years for exactly this.",
            "A painted lady weighs less than a paper clip, and this one has come from Africa to sit on my laundry.",
            "Let the nettles stand. Half the butterflies you like were caterpillars there.",
            (
                "Saw {number} brimstone butterflies before {time}, yellow as lemon peel, and it's still cold enough "
                "for gloves."
            ),
            "What's this small blue one with orange spots along the edge? Chalk hill above {place}, very flighty.",
            (
                "The chrysalis in the jar on the windowsill went see-through last night. This morning the whole "
                "class stopped breathing."
            ),
            (
                "Purple emperors come down for dung, sweaty socks and ripe cheese. I stood in a forest ride with a "
                "camembert, and I regret nothing."
            ),
            "Peacock in the loft, asleep among the Christmas boxes. I've left it there, wings shut like a burnt leaf.",
            "I stopped mowing the bank in spring and did my first count today: eleven species where there were two.",
            (
                "{friend} held out a finger with sugar water and a red admiral walked on and stayed for the whole "
                "conversation."
            ),
            "You can hear them, if there are enough. A million monarchs taking off sounds like light rain.",
            "The buddleia fell over in the storm and took the best butterfly bar of the street with it.",
            "Look at this butterfly. It stayed on my sleeve the whole time and I didn't want to move.",
            "Caterpillars ate all the cabbages. I was cross right up until the garden filled with white wings.",
            "It landed on the baby's nose. Nobody had a camera, so you have my word.",
            (
                "Scales under the microscope: roof tiles, thousands of them, each with one colour. That blue isn't "
                "even pigment, it's structure."
            ),
            (
                "A tortoiseshell butterfly has woken up in the middle of January and keeps circling my desk lamp. "
                "Cold shed, drop of honey, good luck, small one."
            ),
        ),
        "penguins": (
            (
                "Penguins have a right of way here, and they know it. We waited {number} minutes for a single "
                "grumpy one to cross the path."
            ),
            "He brought her a pebble. She moved it two centimetres to the left. He went to get another.",
            "The smell! In all of those documentaries nobody mentions the smell.",
            "Do penguins have knees? Yes, says the keeper, up inside, and now I can't unsee them squatting.",
            "Gentoo chicks in a huddle, brown and round, like a tray of kiwi fruit in a draught.",
            (
                "One penguin stole a stone from behind, got chased, dropped it, and another one picked it up. It's "
                "all crime here."
            ),
            (
                "They porpoise in at dusk, tumble out of the surf near {place}, stand up, look around and pretend "
                "they meant it."
            ),
            "Could watch penguins all day. Actually did watch penguins all day.",
            "Our adopted penguin at the aquarium has sent a certificate. His name's Gregory, and he has a temper.",
            (
                "Emperor penguin: an egg on the feet, minus forty, no dinner for two months. I complained about the "
                "bus this morning."
            ),
            "King penguins sound like a school band before the lesson. Ten thousand of them. I slept beautifully.",
            "She slipped on the ice, took down four others, and they all looked at the photographer.",
            "Moulting penguins should be left in peace. They're not ill, they just look like an exploded cushion.",
            (
                '{friend} counts penguins from satellite pictures, by the stains. "Guano from space" is a genuine '
                "line on that CV."
            ),
            (
                "The little blue ones live under our beach house. At {time} the argument starts, and it's about the "
                "same thing every night."
            ),
            (
                "Leopard seal in the bay: the entire colony at the edge, nobody willing to go first, a lot of "
                "shoving by accident."
            ),
            (
                "Why is the zoo's penguin walk the best quarter of an hour of my week? A parade, no purpose, "
                "terrible marching."
            ),
            (
                "Chinstraps take ten thousand naps a day, four seconds each. So does my husband, and nobody writes "
                "papers about it."
            ),
        ),
        "bee": (
            "A bumblebee fell asleep in the foxglove. Just the back end, dusted yellow, rising and falling.",
            (
                "Swarm in the pear tree! Our beekeeper came with a box and a white sheet, and they walked in like "
                "passengers."
            ),
            (
                "I put a teaspoon of sugar water down for a tired bee, and she drank, cleaned her face, and flew "
                "off over the roof."
            ),
            (
                "It isn't only honeybees. There are hundreds of wild ones, and most of them live alone in a hole "
                "the size of a pencil."
            ),
            "How do I move a bumblebee nest out of the bird box, or should I simply leave it till {season}?",
            "First honey: {number} jars, dark as tea, tastes of lime trees and a bit of tractor.",
            "A leafcutter bee has cut perfect half-moons from my roses, and I've decided to be flattered.",
            "Planted lavender last year and the bees have found it. The whole bush is humming.",
            "Stung on the eyelid at {time}, photographed for the residents' parking permit an hour later.",
            (
                "They dance the directions. A bee in a dark box tells her sisters: four hundred metres, left of the "
                "sun, it's rapeseed."
            ),
            "The council in {place} mowed the verge the day the clover came out. You could hear the silence.",
            "Hornet-mimic hoverfly, not a bee. I know because I ran away from it in front of a botanist.",
            "{friend} took up beekeeping to relax. {friend} isn't relaxed, but there's honey.",
            (
                "Drilled bamboo, a bundle under the eaves, facing south: within a week red mason bees had moved in, "
                "sealing doors with mud."
            ),
            (
                "Drones get thrown out in autumn. I found a dozen of them sitting on the hive step in the rain, "
                "looking like men outside a pub."
            ),
            (
                "Opened the hive after a hard winter and it was humming. If you keep bees, you know what that sound "
                "does to your knees."
            ),
            "One bee, one life, one twelfth of a teaspoon. I scrape the jar very carefully now.",
            (
                "Borage, thyme, ivy. Something in flower from March to November, and leave out the sprays, and "
                "they'll come."
            ),
            "Bee on the eleventh floor, on my basil, on a balcony the size of a door. She must have taken the lift.",
        ),
    },
    alone={
        "fox": (
            (
                "He was caught in football netting, wound round and round, and had been there for most of the "
                "night. It took two of us with kitchen scissors and a coat over his head, and it took forever, and "
                "he never once tried to bite. When the last strand went he lay there for a moment as though he "
                "didn't believe it. Then he stood, shook himself, walked, not ran, to the hedge. Please, take the "
                "nets in on {day} when you've finished."
            ),
            "Mange is treatable. If you see a fox with bare patches, ring the rescue, don't put down kitchen medicine.",
            "Talk on urban foxes at the library, {day} at {time}. Free entry, children welcome, bring your questions.",
            (
                "Somebody feeds it by hand at the bus stop. I understand the temptation, but it'll cost that fox "
                "its life one day."
            ),
        ),
        "owl": (
            "Reminder: please don't use flash near the owl nest, and stay on the path. They have young.",
            (
                "Rat poison kills owls. It takes longer and nobody sees it. Please think of that before you put the "
                "blue pellets down."
            ),
            (
                "Hit by a lorry, six weeks in a cardboard box by the boiler at the rescue, released tonight. She "
                "never looked back once."
            ),
            (
                "I'm no birder. I was putting out the bins in my slippers. It came along the lane at the height of "
                "my face, white underneath, no sound at all, like a thought somebody else was having, and it turned "
                "aside for me by the width of a hand. I stood there till my feet were wet. I have since bought two "
                "books, one pair of binoculars, a better torch, and a subscription, and my wife says that's what "
                "they call a conversion."
            ),
        ),
        "whale": (
            (
                "Stranded pilot whales this morning. Forty of us carried wet sheets and buckets until the tide came "
                "in at {time}, and seven swam off."
            ),
            "Morning count from the headland: five humpbacks, one minke, good visibility, calm sea.",
            "The ship strikes go down when the ships slow down. It's that simple, so why is the limit voluntary?",
            (
                "My gran worked at the old whaling station as a girl. Today I took her out to see them alive, and "
                "she just held the rail."
            ),
            "Mother and calf in the bay for a third day, resting. Boats, please stay four hundred metres off.",
        ),
        "elephant": (
            (
                "She stopped at the bones of another elephant, and touched the jaw, and the others waited. The "
                "guide had turned the engine off. Nobody spoke for a good while."
            ),
            "No, you may not ride an elephant. I'll explain why as often as you like.",
            (
                "The sanctuary has posted an update: the injured elephant is eating again and walked to the river "
                "this morning. Thank you to everyone who gave."
            ),
            (
                "Night shift at the sanctuary: the smallest elephant won't sleep unless someone lies down beside "
                "her, so we take turns on a mattress in the straw, under a grey blanket like hers. She holds on to "
                "you. It's only the tip of the trunk, round your wrist or in your collar, and it goes slack when "
                "she's off, and tightens again if you so much as think about getting up. You lie there at four in "
                "the morning, needing the loo, the most important person in the world."
            ),
            "Happy World Elephant Day. Here's my favourite picture from {season}, mother and calf at the river.",
            (
                "He remembered the keeper after twelve years. Smelled his hand, then his hat, then put the hat on "
                "the ground and his trunk around the man."
            ),
        ),
        "deer": (
            (
                "Please keep dogs on the lead in May. That fawn in the grass is not abandoned, its mother's "
                "watching you from the edge of the wood."
            ),
            "Drivers on the forest road near {place}: lots of deer about at dusk this week. Slow down, please.",
        ),
        "butterfly": (
            "Somebody released shop-bought butterflies at the wedding. Half of them didn't open their wings. Don't.",
            (
                "Butterfly count results for our street: fourteen species, up by {number} on last year. Thank you "
                "for leaving the long grass."
            ),
            (
                "Our transect had no meadow browns today, for the first time in fourteen years. It's only one walk, "
                "but I came home very quiet."
            ),
        ),
        "penguins": (
            "The penguin chicks at the aquarium have hatched, three of them, all well. You can see them from {day}.",
            (
                "The colony's smaller than it was when I first came in the nineties. The rocks they've left are "
                "still white."
            ),
        ),
        "bee": (
            "If you find a swarm of bees, don't spray it. Call the local beekeepers' club, they collect for free.",
            (
                "Counted for the bee survey, one hour, one metre of hedge, deckchair, biscuits: buff-tailed "
                "bumblebee 31, red-tailed 9, honeybee 22, something small and very busy that I couldn't name 14, "
                "hoverflies pretending 8. One crab spider, pretending to be a petal, who had also come for the bees."
            ),
        ),
    },
)
