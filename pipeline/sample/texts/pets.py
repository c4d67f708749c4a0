"""Posts about pets."""

from pipeline.sample.voice import Phrases

PHRASES = Phrases(
    openings=(
        "Pet news:",
        "From the fur-covered sofa:",
        "Animal household bulletin:",
        "Nobody asked, but:",
        "Breaking news from the living room:",
        "Pet people, this is for you.",
        "Typed with one hand, the other is being sat on.",
        "From the smallest zoo in town:",
        "Today in our house of animals:",
        "Lint roller in hand.",
        "The management here has four legs or fins, take your pick.",
        "Pet owner's diary:",
    ),
    closings=(
        "I wouldn't swap any of it.",
        "They run this house, we just pay for it.",
        "Sound familiar?",
        "There will be treats.",
        "Anyway, it's dinner time here.",
        "Anybody else's do this?",
        "My carpet has stopped complaining.",
        "I live here too, apparently.",
        "Send pictures of yours.",
        "Of course there's a video.",
        "That is my life now.",
        "Twelve photos taken, one in focus.",
        "I'm told I talk about this too much.",
        "What would you do?",
        "They've never once said sorry.",
    ),
    hashtags=(
        "pets",
        "petsofthefeed",
        "animalfriends",
        "petlife",
        "adoptdontshop",
        "furandfeathers",
        "petparent",
        "companions",
    ),
    subjects={
        "cat": (
            "The cat has discovered that the bathroom door doesn't lock. Privacy ended at {time}.",
            (
                "Rescued from a petrol station, weighed less than a bag of sugar. A year later this cat owns two "
                "chairs and a windowsill."
            ),
            "He brought me half a mouse. I'd like to know who got the other half.",
            "Does your cat also scream at the wall at three in the morning, or is our wall special?",
            "Bought a cat tree for 140. She sleeps in the box.",
            (
                "My cat fetches. Hair ties only, for exactly {number} throws, and then looks at you as if it had "
                "been your idea all along."
            ),
            (
                "Nineteen years old, one tooth, and she still beat the neighbour's ginger tom off the shed roof "
                "this afternoon."
            ),
            (
                'The vet wrote "difficult patient" on the card and underlined it. He was purring in the picture '
                "they took!"
            ),
            (
                "We named him Shadow and he's grown up to be the least stealthy cat there ever was. There's a bell, "
                "but you don't need it."
            ),
            "Look at this face. That's all I wanted to say. Look at my cat.",
            "Four new chapters written, and one paragraph of pure semicolons by the cat.",
            (
                "She sits on the router because it's warm. That's why I dropped out of the call on {day}, and I've "
                "never admitted it."
            ),
            (
                "Introducing the kitten to the old cat: blanket swap, door ajar, dinner on both sides. By week "
                "three they shared a sunbeam."
            ),
            "Yes, I pay the mortgage. No, I haven't got a side of the bed.",
            "A moth flew in. The curtain rail has come down, the lamp is in two parts, the moth is fine.",
            "Changed the brand of biscuits. I have been stared at for two hours without one blink from the cat.",
            (
                "My cat greets the postman, the plumber and the burglar-alarm salesman with a headbutt, and hides "
                "from my mother."
            ),
        ),
        "dog with ball": (
            "He's got four balls in the garden and only wants the one under the shed.",
            "Threw the ball into the lake at {place}, and the dog looked at me like I had thrown away his passport.",
            "Two balls at once! He's managed it, he can't breathe, he won't let go of either, he is so happy.",
            (
                "Day one with the ball launcher. My shoulder thanks me, and the dog has run eleven kilometres "
                "before breakfast."
            ),
            'How do you teach "drop it"? We\'ve got "bring it", "parade it" and "lie on it".',
            "The squeak in the ball died at last. {friend} and I had a small drink.",
            "A stranger's dog stole our ball in the park, our dog stole the stranger's glove, and I think we're even.",
            (
                "Tennis balls wear down their teeth, I was told today. Rubber ones from now on, says the dentist "
                "for dogs, which is a job."
            ),
            "Muddy ball, clean trousers, job interview at {time}. You know how that ended.",
            "Fetch in the snow: ball goes in here, dog goes in there, dog comes up over yonder with a stick.",
            (
                "My border collie puts the ball on the baby's lap and waits. The baby throws it, sort of. They keep "
                "it up for hours."
            ),
            "He took his ball to the vet, and held it in his mouth the entire time, injection included.",
            "I counted the tennis balls when we moved the sofa. Seventeen, and one potato.",
            "The dog drops the ball down the stairs by himself and chases it. We're no longer needed.",
            "New ball. Very good dog. Happy Saturday everyone.",
            "Please stop throwing balls for dogs on the cycle path, I nearly ate my handlebars today.",
            "Best part of the day: last light, empty beach, wet dog, the same slobbery ball for the fiftieth time.",
            (
                "She has learned to press the ball into the hands of whoever looks saddest in the room. I don't "
                "know who taught her that."
            ),
        ),
        "goldfish": (
            "Won at a fair in 2011 in a plastic bag. The goldfish has outlived two cars and a marriage.",
            "Upgraded the tank to 120 litres, and for the first time he's swimming in straight lines.",
            (
                "The memory of a goldfish is months, not seconds. Mine knows my jumper, the feeding spoon and the "
                "sound of the cupboard."
            ),
            "Do goldfish get lonely? She hovers beside her reflection all afternoon.",
            "Lost power at {time}, so I stirred the tank by hand with a ladle until it came back. Fish fine, arm not.",
            "Our goldfish is called Shark and I won't be explaining that to visitors.",
            (
                "One pea, boiled, skinned, squashed. It cured the swim bladder trouble overnight, like the man in "
                "the shop in {place} had promised."
            ),
            (
                "The goldfish rearrange the gravel at night. I make a hill, they make a valley, we've been at it "
                "for {number} years."
            ),
            "The cat watches goldfish the way my father watches snooker.",
            "Set up the new tank today, the goldfish move in on {day}. Does this look like enough plants?",
            "Green water again. Shorter light, fewer flakes, more plants, I know, I know.",
            "I asked the class to draw our goldfish. Twenty-six orange triangles and one very good submarine.",
            "Moved house with the fish on my lap in a bucket, four hours on the motorway, lid with holes, me singing.",
            "He spits the flakes back out if they're the cheap ones. A fish with a palate.",
            "Mum talks to the goldfish on the phone when we are away. My sister has to hold the phone to the glass.",
            (
                "Turns out that our two boys are a boy and a girl. There are, at a rough count, {number} dozen eggs "
                "on the pondweed."
            ),
            (
                "Water change day: half out, half in, same temperature, and a fish that sulks behind the castle for "
                "an hour."
            ),
        ),
        "rabbit": (
            "The rabbit chewed through the charger. It's the fifth one, and she goes for the expensive ones.",
            (
                "Binky count this evening: nine. If you've never seen a rabbit jump for joy and twist in mid-air, "
                "find one."
            ),
            (
                "They're not a starter pet! Ten years, a whole room, half the price of a pony. I love mine, but "
                "think about it."
            ),
            "Why does my rabbit thump at {time} on the dot? I've checked for foxes, draughts and ghosts.",
            "He's flopped over so hard that I thought he had died. He was asleep. My heart needs a minute.",
            "Meet Clover! Adopted this afternoon, two years old, already loves having her nose stroked.",
            "We have a rabbit now. Hay in the toaster, hay in the bed, hay in my bra at the office.",
            (
                "{friend} came to feed the bunnies while we were in {place}, and now they ignore us and wait for "
                "{friend} by the door."
            ),
            (
                "Built a rabbit castle out of removal boxes, three storeys with a drawbridge. They ate the "
                "drawbridge first."
            ),
            "Giant rabbits exist and one of them is taking up half my sofa. He's called Teacup.",
            "The dandelions have been up for two weeks and the buns have mown the whole verge.",
            "Bonded at last! After a month of pen-to-pen glaring they were grooming each other's ears this morning.",
            "One ear up, one ear down. We don't know why, it's the look.",
            "My rabbit is litter-trained. My teenage sons are, on that subject, less convincing.",
            "It's moulting season. I've brushed out a second rabbit and I'm thinking of naming it.",
            "Found out that the noise at night was her throwing the food bowl. It's ceramic now, and she's stronger.",
            (
                "Parsley, coriander, the top of a carrot, never the lettuce. The greengrocer keeps a box for my "
                "rabbit and won't take money for it."
            ),
            "She hated being picked up until I stopped picking her up. Now I lie on the floor, and she comes to me.",
            "A wild one has been sitting at the garden fence every evening, nose to nose with ours through the wire.",
        ),
        "parrot": (
            "The parrot has learned the microwave. We keep going to check.",
            "Please don't swear near the bird, we said to {friend}. Well.",
            'He says "good night" when he\'s finished with the conversation, whatever the time is.',
            "A parrot can live to be sixty. Ours is in my mother's will, between the piano and the bungalow.",
            (
                "How do you stop an African grey from calling the dog? He whistles, the dog comes, he laughs in my "
                "husband's voice."
            ),
            "Threw a walnut at the telly during the news and I can't say I disagree with him.",
            (
                "She plucks when she's bored, so I've built her a foraging wall: paper cups, pine cones, one hidden "
                "almond. Feathers are coming back."
            ),
            (
                'Took the parrot to the window to see the snow. He said "oh no", which he\'s never said before, and '
                "hasn't said since."
            ),
            "Our budgies' big cousin has arrived. Welcome home, Pepper, you noisy green thing.",
            (
                "Whoever lived with this bird before us had a cough, a phone with an old ringtone, and a person "
                "called Maureen."
            ),
            "My conure sleeps in my hood. I've gone shopping like that, once, in {place}, unaware.",
            "Bath time: he screams until I fetch the bowl, screams in the bowl, screams when I take it away.",
            "He imitates the smoke alarm's low battery beep. I changed {number} batteries before I caught him at it.",
            "Half my paperback has been turned into confetti, chapter by chapter. She doesn't touch the boring ones.",
            (
                "The wild parakeets in the park turned up at {time}, all forty of them, and ours told them off "
                "through the glass."
            ),
            "Feeding cost of one macaw: the nuts alone could run a small car.",
            '"Who\'s a clever boy?" I asked. "You are," said the parrot, to the cat.',
        ),
        "puppy": (
            "Eleven weeks old, and the puppy has already retired my slippers, a remote and the bottom of the door.",
            (
                "First night: I slept on the floor next to the crate with my fingers through the bars. We both "
                "cried a bit."
            ),
            "The puppy met a leaf today. It was a lot.",
            "When does the biting stop? My forearms look as if I work with barbed wire.",
            (
                'Puppy class report: chased her tail, stole the trainer\'s treats, fell asleep during "sit". Top of '
                "the class for the last one."
            ),
            "He fits in one shoe. The paws tell me that's going to change.",
            (
                "Everyone says the first months are the hard part. It's {time}, I'm in the garden in a nightgown "
                'saying "hurry up" to a plant pot.'
            ),
            "Vaccinations done! On {day} he's allowed to walk on actual ground, and I may be more excited than he is.",
            "She's here! Nine weeks old, asleep in my arms, and I can't stop crying.",
            "She's got the zoomies every evening as soon as the theme tune of the news comes on.",
            "{friend} said we'd get a calm one from the litter. {friend} lives in {place} and isn't here.",
            "Chewed through the lead while on the lead. Efficient.",
            (
                "Potty training tip: take them out after sleep, food, play and every thought you have. Praise like "
                "it's a lottery win."
            ),
            "Small puppy, big stairs. He goes up like a mountaineer and has to be carried down like a king.",
            "Yesterday he heard himself bark for the first time, and hid behind my leg from it.",
            (
                "I've stopped reading the advice. Half of it says never, the other half always, and she's asleep on "
                "my feet."
            ),
            (
                "Big brother is a twelve-year-old labrador who hasn't played in years. This afternoon he fetched "
                "his old rope from behind the dryer."
            ),
            "Tail report: it wagged so hard that all of him fell over.",
        ),
        "hamster": (
            "The hamster wheel starts at {time} sharp and I've begun to set my evening by it.",
            "Escaped. Found him in my winter boot with {number} sunflower seeds and a look of total calm.",
            (
                "Measured it with a bike computer: our hamster ran nine kilometres last night. That's further than "
                "I went all month."
            ),
            (
                "Hamsters need deep bedding, twenty-five centimetres at least. Mine has dug an underground flat "
                "with a larder, a toilet and a spare room."
            ),
            "He stuffed a whole baby carrot in his cheek, sideways. It looked like he'd swallowed a remote.",
            "My daughter held a funeral for the hamster, with readings. The cat was asked to stay away.",
            "Are those clear plastic tubes any good? Our hamster just sits in the bend like a cork.",
            "She's called Brutus, weighs 38 grams, and bites like it.",
            (
                "Babysitting the class hamster for the holidays. I check that he's breathing more often than I did "
                "with my own children."
            ),
            (
                "It's a desert animal in a drawer of sawdust in {place}, running all night under the stars of my "
                "LED alarm clock. I think about that."
            ),
            "Golden hamsters live alone! Two in a cage means war, no matter what the pet shop tells you.",
            "He yawned in my hand. You haven't seen teeth until you've seen a hamster yawn.",
            (
                "Cleaned the hamster's home, fresh bedding, new tunnel. She's inspecting everything and I think "
                "that she approves."
            ),
            (
                "We lost her for four days, and it turned out that she'd moved into the piano and built a nest from "
                "the felt."
            ),
            "The sand bath was the best five I've spent. He rolls in it like a tiny, fat horse.",
            "Vet bill for a hamster that cost twelve: a hundred and ten. I'd do it again, look at that face.",
            '{friend} calls him "the potato". He comes to it now.',
            (
                "My hamster hoards the peas, ignores the broccoli, and buries the expensive pellets in the corner "
                "where he also wees. Feedback received."
            ),
            (
                "Slow evening: lights off, torch with red foil, watching her pack her cheeks and unpack them and "
                "pack them again."
            ),
        ),
        "tortoise": (
            (
                "The tortoise woke up today. Five months in a fridge next to the mustard, and he walked straight to "
                "the dandelions."
            ),
            "My tortoise was my grandmother's, then my mother's, and there's a date in my will already.",
            "He moves when you're not looking. Turned round for one phone call and he was in {place}, or nearly.",
            (
                "She's painted with a small number on the shell because she has been found by three different "
                "neighbours, and returned with three different names."
            ),
            "What eats a tortoise's strawberries before the tortoise gets there? Trick question, it's my son.",
            "Weighed the tortoise on the kitchen scales before hibernation: 1,340 grams, and one disgusted look.",
            "Escape attempt number {number}. He's learned to climb the corner of the fence and topple.",
            (
                "Not a toy, not for the balcony, not for lettuce. Weeds, sunshine, a UV lamp, and you'll be friends "
                "for fifty years."
            ),
            "He rams the same garden gnome every morning. I don't know what it said to him.",
            "The sound of a tortoise eating a cucumber at {time} on a quiet terrace is my kind of podcast.",
            (
                "I stuck a flag on him so that I'd stop losing him in the tall grass. He goes about like a very "
                "small golf course."
            ),
            "Forty years of thinking that he's a boy, and this week there were {number} eggs behind the rhubarb.",
            "The fastest thing I've ever seen a tortoise do was leave the bath.",
            (
                "Our tortoise and the neighbour's hen share the sunny wall from ten until noon. Neither of them "
                "makes a fuss about it."
            ),
            "Happy birthday to our tortoise, 60 today, or thereabouts. Strawberries for everyone.",
            "Microchipping a tortoise costs more than the tortoise did in 1979.",
            (
                "When {friend} was six, we told her that he only comes out for people who sit quite still. She sat "
                "for two hours. He came."
            ),
            "Autumn's here, he's slower each day, a leaf on his back, not shaking it off. Time to get the box ready.",
        ),
    },
    alone={
        "cat": (
            (
                "We put up posters for nine days. On the tenth a woman rang from four streets away: there was a "
                "black-and-white cat on her sofa who'd been coming for lunch since {season}, and was called Dieter. "
                "I went over. It was ours. Dieter has a bowl there with his name on, and a cushion. He looked at me "
                "as though I were the affair. We've agreed on weekdays and weekends, and she comes to us for "
                "Christmas."
            ),
            "MISSING since {day}: grey tabby cat, white front paws, shy. Please check your sheds and garages.",
            "Please keep your cats in for a few evenings, the fledglings are out of the nests in our hedge.",
            (
                "The black ones wait longest at the shelter in {place}. Ours is the colour of a coal cellar, and "
                "she's the joy of the house."
            ),
        ),
        "dog with ball": (
            (
                "She's thirteen and doesn't run for the ball any more, so I roll it to her paws and she brings it "
                "back three steps. Same game."
            ),
            (
                "Is the field by the school still open for dogs off the lead? Mine needs a good run after his ball, "
                "and I don't want to upset anyone."
            ),
            (
                "The old lady on the corner throws a ball for our dog every morning from her first-floor window. "
                "She can't do the stairs any more. He brings it back to her door, her carer carries it up, she "
                "leans out and throws it again, further than you'd think. This went on all winter. Yesterday she "
                "dropped a note tied round the ball: \"Tell him I've been in the Olympic trials for javelin, 1956, "
                'in case he wonders."'
            ),
        ),
        "goldfish": (
            "Bowls are not a home. I'm so tired of seeing them on shop counters.",
            "RIP Bubbles. Seven years. You were a good fish.",
            (
                "If anyone near the canal wants two large, healthy goldfish for a proper pond, I've got a letter "
                "from my landlord here."
            ),
        ),
        "rabbit": (
            (
                "Two bonded rabbits need a home together, brother and sister, four years old, vaccinated. They come "
                "with hutch, run and blankets."
            ),
        ),
        "parrot": (
            (
                "Can anyone recommend a vet who's good with parrots within an hour of {place}? Ours only does dogs "
                "and cats."
            ),
            (
                'My late husband taught the parrot to say "put the kettle on" when the front door opens. He\'s been '
                "gone three years now. I come in from the shops, and there's his voice from the back room, not "
                "quite right, a bit too cheerful: put the kettle on. The first year I couldn't bear it and the "
                'second year I got used to it. Now I say, "All right, all right, I\'m doing it." And I do.'
            ),
            (
                "Lost, then found: grey parrot, answers to Otto, was sitting in the dentist's waiting room telling "
                "people to open wide."
            ),
            (
                "I was ill in bed this week, and the bird has been taking my pulse with one foot on my wrist. All "
                "right, he's after the watch."
            ),
        ),
        "puppy": (
            "Puppy socials start again on {day} at the village hall, ten o'clock. Vaccinated pups only, please.",
            (
                "Things the puppy has been afraid of today, in order: the wheelie bin, a man with a hat, the same "
                "man without the hat, a crisp packet, her own wind, a duck, a photograph of a duck. Things that she "
                "has not been afraid of: the lawnmower, the vet, thunder, and a horse, which she ran up to and "
                "licked on the knee."
            ),
            (
                "Don't buy a puppy from a car boot, from a lay-by, or from someone who can't show you the mother. "
                "That's all I'll say, and I'll say it every week."
            ),
        ),
        "hamster": (
            (
                "How old do children need to be for a hamster? Our son's seven and very gentle, but I know who'll "
                "be doing the cleaning."
            ),
        ),
        "tortoise": (
            "Found a tortoise on Church Road, about the size of a saucer. It's safe in our garden. Whose is it?",
            (
                "Sat beside her with my coffee and my bad week. She chewed, she blinked. It helped more than the "
                "course did."
            ),
        ),
    },
)
