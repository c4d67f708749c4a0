"""Posts about gardening."""

from pipeline.sample.voice import Phrases

PHRASES = Phrases(
    openings=(
        "From the potting shed:",
        "Garden log:",
        "Soil under the nails, news on the phone.",
        "Plot 14 reporting:",
        "Back door open, kettle on, quick update:",
        "Allotment gossip:",
        "Written on an upturned bucket:",
        "This week in the garden:",
        "For my fellow diggers:",
        "Between two showers:",
        "Green fingers, brown knees.",
        "Overheard at the plot, mostly from me:",
    ),
    closings=(
        "Now it can rain.",
        "My back knows all about it.",
        "Any advice gratefully composted.",
        "The slugs were not consulted.",
        "The robin supervised throughout.",
        "What's yours up to?",
        "I'll know better next year.",
        "Too proud not to post this.",
        "Patience, they say. Ha.",
        "Is that the same for everyone?",
        "Good thing nobody pays me by the hour.",
        "More tea, then weeding.",
        "Next year I'll label things.",
        "It's cheaper than therapy, just about.",
        "Tools cleaned and hung up, for once.",
    ),
    hashtags=(
        "gardening",
        "allotmentlife",
        "growyourown",
        "gardendiary",
        "greenfingers",
        "plantpeople",
        "organicgarden",
        "backyardgarden",
    ),
    subjects={
        "tomatoes": (
            "First ripe tomato of the year, eaten over the sink with salt. I didn't tell anyone it was ready.",
            "Blight. All {number} plants, in three days, after the warm rain. I've burnt the lot and I'm sulking.",
            "Pinch out the side shoots, they said. I pinched out the top. It's now a very wide tomato.",
            "Saved the seeds of that ugly striped one from the market in {place}, and every single one has come up.",
            (
                "Why do mine split just before I pick them? I water every evening, except when I forget, and then I "
                "water twice."
            ),
            "My neighbour speaks to his tomatoes in Italian, and mine are half the size. I've downloaded a course.",
            "Seventeen kilos from a balcony. Pots, string, an old ladder, and the tolerance of the people downstairs.",
            "Blossom end rot isn't a disease, it's your watering can being moody. Little and often!",
            (
                "{friend} came for dinner and left with a carrier bag of cherry tomatoes, as does everybody who "
                "comes near this house in August."
            ),
            (
                "I planted basil between them, marigolds beside them, and a radio for the blackbirds. The "
                "blackbirds like jazz."
            ),
            "Green tomato chutney weather. Ten jars, one burnt pan, windows open since {time}.",
            'The label said "compact bush". It\'s at the gutter.',
            "Picked two kilos of tomatoes today. Sauce tomorrow. Happy.",
            (
                "There's a smell that tomato leaves leave on your hands, and if they sold it in a bottle I'd wear "
                "it to the office."
            ),
            (
                "An honest ranking of tomatoes after four years: Black Krim for taste, Sungold for the children, "
                "Moneymaker for nothing."
            ),
            "Fed them nettle tea. They're delighted, the neighbours have closed their windows.",
            "The seedlings on the windowsill all lean the same way, like an audience.",
            (
                "A hornworm as long as my finger sat there, in plain sight, and I only found it because half the "
                "plant had gone."
            ),
            (
                "Frost on {day}, says the forecast. So the tomatoes are in, wrapped in newspaper in a drawer with "
                "an apple, and I'm calling it a harvest."
            ),
        ),
        "sunflowers": (
            "Three metres twenty and still going. I had to borrow a ladder to look my sunflower in the face.",
            (
                "A jay buried the seeds, I take the credit. There's one in the gutter, one in the drive and one in "
                "the gap behind the bins."
            ),
            (
                "The class competition's over: tallest 2.71, shortest 0.4, and one was eaten by a guinea pig on the "
                "way to school."
            ),
            "Do sunflowers really follow the sun? Mine all stare at the neighbour's bathroom.",
            (
                "They look best when they're over, I think. Heads down, full of seeds, with {number} goldfinches "
                "hanging off each one."
            ),
            (
                "A field of sunflowers outside {place} stopped the whole coach. Forty pensioners stood in it up to "
                "the neck, giggling."
            ),
            "Snapped in the gale at {time}. I splinted it with a broom handle and parcel tape, and it opened anyway!",
            "Slugs took thirty seedlings in one night. The one I'd forgotten behind the shed is doing very well.",
            "Plant sunflowers along the ugliest fence you have. That's all the garden design I know.",
            "First sunflower opened this morning. It's made everybody on the street smile.",
            "Velvet Queen, dark red, like rust. Nobody believes it's a sunflower until a bee vouches for it.",
            "Roasted the seeds with salt and smoked paprika. Half an hour of work and about ninety seconds of snack.",
            "I left one in the vase too long and the pollen has dyed the tablecloth for good. I rather like it.",
            (
                "The squirrel climbs up, bites through the neck, rides the head down like a parachute. I'm not even "
                "cross, that's style."
            ),
            (
                "Someone's been sowing sunflowers in the cracks by the bus station. To whoever it is: they're up, "
                "they're lovely, the 42 is late."
            ),
            (
                "Giant ones need feeding, staking and a row of beans at their feet. Mine got none of it and reached "
                "my knee."
            ),
            "{friend} says they're vulgar. Then {friend} can't have any.",
        ),
        "watering can": (
            "Grandad's watering can has been soldered so often that it's more mend than can.",
            'Forty trips with the watering can this evening, because the hose has "a kink somewhere".',
            "Found a whole family of tadpoles in the watering can. So that one's taken until they've got legs.",
            (
                "Rose up or rose down for seedlings? The old boys at the allotment have stopped talking to each "
                "other about it."
            ),
            "Left it in the rain to fill. Easiest gardening I've done all month.",
            "New watering can. I know it's silly to be this pleased.",
            (
                "The toddler waters the path, the cat, her wellies and, if there's any left, the lettuce. Her "
                "watering can holds half a litre and she's never been so busy."
            ),
            "Plastic handle snapped at {time} with ten litres on board. Right shoe, full.",
            (
                "Brass rose, long neck, perfect balance. I paid more for this watering can than for the bicycle, "
                "and I'd do it again."
            ),
            (
                "Always water in the morning. I say that as someone who waters at ten at night in pyjamas with a "
                "head torch."
            ),
            (
                "Somebody planted pansies in my old leaky can while I was away, and hung it on the gate. Was it "
                "you, {friend}?"
            ),
            "Dip it in the butt, lift with the knees, walk like a waiter. My physio wrote that down for me.",
            "A wasp lives in the spout. We've agreed on a timetable.",
            (
                "Warm water in the can before the cucumbers get it, it's no fun having a cold shower at noon for "
                "them either."
            ),
            (
                "The tall watering can next to the front door is for umbrellas now. The umbrella stand's in the "
                "greenhouse, full of canes. It all works out."
            ),
            "I lost the rose down the drain and have used a yoghurt pot with holes since. Better, to be frank.",
            "My arms are now different lengths. Get two small cans, people, and carry them like a pair of buckets.",
        ),
        "greenhouse": (
            "Went out to the greenhouse to fetch a pot and came back two hours later with no pot.",
            "It's minus four outside and there is a lemon flowering in here.",
            "A storm took {number} panes last night. I found one in the neighbour's pond, unbroken, with a frog on it.",
            'Built from eleven old windows from a demolished school in {place}. You can still read "Class 3" on one.',
            "The thermometer in the greenhouse said 47 on {day}, and after that it said nothing.",
            "Greenhouse is finally up! It took the two of us a whole weekend. Cucumbers next.",
            (
                "The greenhouse is meant for seedlings. It contains a deck chair, a radio and a biscuit tin, and I "
                "can explain."
            ),
            "Cleaning day: algae off, gutters out, spiders apologised to.",
            "My husband thinks I'm overwintering pelargoniums. I'm overwintering me.",
            (
                "Bubble wrap on the inside, a row of tea lights in a flowerpot, and the chillies made it through "
                "the cold snap."
            ),
            "Whitefly. I shook one leaf and it snowed.",
            "The sound of rain on the greenhouse roof with the door shut is the reason that I garden.",
            (
                "Watering on a timer, vents on wax pistons, shading on rails. {friend} has automated everything and "
                "now has nothing to do in there."
            ),
            "Grapes! From the ceiling! In a greenhouse the size of a wardrobe!",
            "A wren has been sleeping in the vine. I leave the top vent open by a hand's width and creep in sideways.",
            "Started the sweet peas in loo rolls, seventy of them in a tray, like a very small city.",
            (
                "The old greenhouse at the manor's been restored, with its winding handles and its coke boiler and "
                "a fig older than the railway. Go and stand in it, if only for the smell."
            ),
            "Do I heat the greenhouse this winter, or do I admit that buying tomatoes costs less?",
        ),
        "cactus": (
            (
                "The cactus flowered. Once in twelve years, for one night, and I was up at three in my dressing "
                "gown to see it."
            ),
            "Never repot a cactus in a hurry. I'm typing this with tweezers in the other hand.",
            "I killed a cactus. I didn't know one could.",
            (
                "It was a free gift with a pizza, two centimetres tall. Now it has the good window and its own "
                "insurance discussion."
            ),
            "Is it cork or is it rot at the bottom? Brown, hard, doesn't smell.",
            "New baby for the windowsill. Does anybody know what kind of cactus this is?",
            "My desk cactus has survived {number} managers.",
            "Soak it, forget it for a month, soak it again. That's all. Stop misting them, they're from a desert.",
            "Christmas cactus in bloom in May. We don't correct it.",
            'The movers put the cactus under "misc., spiky" and nobody would carry that box up.',
            "Grafted a pink one on top of a green one with an elastic band, and {friend} now calls me doctor.",
            (
                "Seeds from a holiday in {place}, sown on damp sand under a sandwich bag. Today there are eleven "
                "green pinheads with hair."
            ),
            "I thought the saguaro in the botanical garden was fake until it dropped an arm on the path.",
            "Toddler plus prickly pear. We've used honey, sticky tape, warm water and an entire season of cartoons.",
            (
                "Grandma's cactus is older than my father, has been dropped twice, and leans like a sailor. She's "
                "left it to me in writing."
            ),
            (
                "Cold and dry in winter, that's what makes them bloom. Mine sulk in the stairwell from November and "
                "then explode in May."
            ),
            "Look at the size of that flower on that tiny cactus. I'm amazed.",
            (
                'That "cactus" in your bathroom is a euphorbia, and the white sap will hurt your eyes. Sorry to be '
                "that person."
            ),
            "Bought a cactus because it needs nothing. I check on it four times a day.",
            (
                "There's a ladybird that has lived between the spines since {day}. It found the one place where the "
                "cat won't look."
            ),
        ),
        "apple tree": (
            "Planted the apple tree when she was born. This autumn both of them are taller than me.",
            (
                "The old Bramley split in the storm: half on the lawn, half standing there in full fruit as though "
                "nothing had happened."
            ),
            "{number} crates of apples in the hall, and I'm giving them out at the school gate like flyers.",
            "When do you thin? I never dare, and then every apple's the size of a walnut.",
            "Scrumping is alive and well in {place}. I left a ladder out for them, they may as well do it safely.",
            (
                "My winter pruning looks like a hat stand. The man from the orchard society looked at it and only "
                'said "well, it\'ll grow".'
            ),
            (
                "Wassailed the trees again last night. Toast in the branches, cider on the roots, saucepan lids, "
                "and somebody's uncle with a trumpet."
            ),
            "Woolly aphids! I went at them with a toothbrush and soapy water until {time}.",
            "Five varieties on one tree, grafted by a retired dentist. He says that it's the same hand movement.",
            "The apple tree's in full blossom today and the whole garden smells wonderful.",
            (
                "The tree came with the house, nobody knows the name of the apple, and it's the best I've ever "
                "eaten. I've sent three to the fruit identification day."
            ),
            "A hedgehog eats the windfalls and then walks in curves.",
            (
                "Blossom and a late frost on the same night. We lit {number} candles in jam jars underneath, and "
                "sat with them until sunrise, and I think we've saved it."
            ),
            "Apple picking rule: cup it, lift it, twist it. If it doesn't come, it doesn't want to yet.",
            "I had a swing on this tree, and Dad had one before me. The rope marks are side by side.",
            "Codling moth got half of them. The other half I cut, and there they were too.",
            "{friend} pressed our apples on {day}, ninety litres in one go, sticky to the elbows, wasps on the hat.",
            "It's a dwarf rootstock in a pot on a city balcony, and it's made one apple. We've all been to see it.",
        ),
        "vegetable bed": (
            "The vegetable bed's dug, raked, and has already been used by every cat in the street.",
            "Beans up, peas up, carrots thinking about it.",
            "Courgettes in bed two: I turned my back for a weekend in {place}, and we now own a canoe.",
            "Rotation plan for next year, in felt-tip, laminated. My family have asked me to get out more.",
            (
                "What do you grow in shade? I've got a bed behind the garage with about two hours of sun and a lot "
                "of resentment."
            ),
            "Kale stands through everything. Snow, pigeons, me.",
            (
                "Someone dug up the first new potatoes and put the plants back so that it wouldn't show. I've got a "
                "husband and a badger, and I have a suspicion."
            ),
            (
                "Harvest from the vegetable bed today: beans, beetroot, one cabbage, two handfuls of peas. That's "
                "dinner sorted."
            ),
            (
                "No dig, year three: cardboard and muck on top, and I pull out carrots as straight as pencils. My "
                "spade has gone rusty."
            ),
            "Leeks like string again. The ones on plot nine are like drainpipes, and he won't say what he does.",
            "Slug patrol at {time}: one torch, one bucket, {number} slugs and the shame of being seen.",
            (
                "{friend} made the raised bed from old scaffolding boards, and it's so good-looking that I'm scared "
                "to plant in it."
            ),
            "Radishes in four weeks! If you've got an impatient child or are one, start there.",
            "The pumpkin has crossed the path, climbed the rose, and is now looking in at the kitchen.",
            "I sowed parsnips in spring and forgot where. Found them today with a fork, one by one.",
            "Pigeons have had the lot, right down to the ribs. It looks like a row of little umbrellas after a storm.",
            "Sunday lunch: beetroot, chard, eggs from next door, not a thing from a shop. Small bed, big head.",
            (
                "My raised bed, honestly costed: timber 80, soil 110, seedlings 35, netting 20. Yield so far, one "
                "lettuce and a feeling."
            ),
        ),
        "compost": (
            "I turned the compost at {time} and it was steaming. I've rarely felt so competent.",
            "Turned the compost. There's a spoon in it. There's always a spoon.",
            "Grass, cardboard, grass, cardboard. It's a lasagne for worms.",
            "Tea bags don't rot, they leave a little plastic ghost. I've picked {number} out of the bucket today.",
            "Something's living in the heap, it's round, it's snoring. Compost's closed until spring.",
            "How long should this take? I've had the same grapefruit looking at me since last year.",
            (
                "The heap behind our row of houses in {place} is the only thing that all eleven households have "
                "ever agreed on."
            ),
            (
                "Sieved a whole barrow of it: black, crumbly, smells like a wood after rain. I sent a picture to my "
                "sister and she's asked if I'm all right."
            ),
            "Fruit flies in the kitchen caddy. Lid on, newspaper in, still they come.",
            (
                "I stole two bags of leaves off the pavement before the sweepers came. Leaf mould is gold, and I've "
                "got no shame."
            ),
            "No, don't put the roses' black spot leaves in. Or the bindweed. Or, {friend}, the takeaway.",
            (
                "Hot bin or cold heap? One's fast and needs feeding like a calf, the other takes a year and "
                "forgives everything."
            ),
            "Started composting in {season} and we've halved our rubbish. Wish I'd done it years ago.",
            "My worms escaped. They went up the wall of the shed in the night like a very slow prison break.",
            (
                "It's all gone in there: the wedding bouquet, the baby's first mashed carrots, the Christmas tree "
                "in slivers. It comes out as courgettes."
            ),
            "Pumpkin growing out of the compost again, unasked, and it's better than the ones that I nursed.",
            (
                "The council's brown bin costs sixty a year now, so I've built three bays from pallets and I've "
                "become a bore about carbon."
            ),
            "Neighbour complained about the smell. It was her drains.",
            (
                "Put a handful of old compost into the new heap, as you would with sourdough. Nobody's proved it to "
                "me, but it starts in half the time."
            ),
        ),
    },
    alone={
        "tomatoes": (
            "Spare tomato plants outside our gate in {place}, three kinds, all labelled. Free, just leave the pots.",
            (
                "My father-in-law and I had nothing to say to each other for eleven years. Then I asked him why my "
                "tomatoes were yellow at the shoulders. He put on his hat, walked round them twice, and told me "
                "about potassium for an hour. He's been round each Sunday since. We've moved on to onions. Last "
                "week he called me by my first name, and then looked so startled that I had to go and fetch a bucket."
            ),
        ),
        "sunflowers": (
            "My grandfather grew one for each grandchild and measured us against them every Sunday. I always lost.",
            "Pick-your-own sunflowers are open from {day}, five stems for three. Dogs welcome, cash only.",
            (
                "Mum's in the hospice by the fields. We cut a bucket of them, and the nurses put one in every room "
                "on the corridor."
            ),
        ),
        "watering can": (
            (
                "Holiday watering for {number} neighbours, with notes. Number 5: don't talk to the ficus, it's "
                "going through something. Number 9: only rainwater, only from the blue can, only before noon. "
                'Number 12 simply says "good luck". Number 16 left a key, a beer, and a cactus, and I\'ve never '
                "felt so understood."
            ),
            (
                "Drought orders in {place}: no hoses from {day}. The old galvanised cans have come down off "
                "everybody's wall."
            ),
            (
                "Can someone water my balcony from the 3rd to the 10th? Watering can's by the door, and I'll bring "
                "you something nice back."
            ),
            (
                "His watering can has been on the same hook for thirty years, and yesterday I went to fetch it and "
                'he wasn\'t there to say "not too much, now".'
            ),
        ),
        "greenhouse": (
            (
                "The community greenhouse needs a few hands on {day} morning. We're washing pots and sowing "
                "lettuce. Coffee provided."
            ),
            (
                "Please, if you give a person a greenhouse kit, give them also a weekend, a friend and a swear jar. "
                "There are 416 screws."
            ),
        ),
        "apple tree": (
            "Apple day at the orchard on {day}: pressing, tasting, cake. Bring clean bottles.",
            (
                "The new people next door wanted the apple tree gone because of the wasps. I didn't argue, I just "
                "brought over a crumble, and then a jar of jelly, and then in winter a bottle of what I make in the "
                "garage. In {season} I saw him out there with a book about pruning. He's done it dreadfully, poor "
                "tree, but he's put a bench underneath, and there are two cups on it."
            ),
            (
                "Nobody plants a tall tree any more. I'm seventy-three and I've just put one in, it'll be ready for "
                "someone."
            ),
        ),
        "vegetable bed": (
            (
                "What I planned: carrots in straight lines, lettuces alternating red and green, a wigwam of beans. "
                "What came up: one line of carrots with a bend where the phone rang, borage from the year before "
                "last, a potato (nobody knows), forty-one lettuces on the same day, nasturtiums over everything "
                "like a spilled drink, and in the middle a bean on a broomstick. It's the best bed I've ever had."
            ),
            (
                "Plot available at our allotments in {place}, half size, one overgrown vegetable bed and a small "
                "shed. There's a short waiting list."
            ),
            (
                "The hospital garden lets patients from the ward have a metre of bed each. Mine was peas. I went "
                "back last {day} to see them, and someone's put up a little fence round it."
            ),
        ),
        "compost": ("Free well-rotted compost at the community garden, bring your own sacks. It goes fast.",),
    },
)
