"""Posts about cooking."""

from pipeline.sample.voice import Phrases

PHRASES = Phrases(
    openings=(
        "Small update from the kitchen:",
        "Food diary:",
        "Thinking about food again.",
        "From the stove:",
        "Hungry people, gather round.",
        "Not a chef, just hungry.",
        "Confession from a home cook:",
        "Dishes can wait, this first.",
        "For the food crowd:",
        "Crumbs on the keyboard, but:",
        "Food thoughts, unsorted:",
        "Flour on the phone as I type this.",
        "A word from the small kitchen on the third floor:",
    ),
    closings=(
        "Second helpings were had.",
        "How do you do it?",
        "Now somebody else can wash up.",
        "Off to find a clean fork.",
        "And I'm hungry again.",
        "What am I missing?",
        "My grandmother would have had notes.",
        "Adding it to the little green notebook.",
        "The neighbours could smell all of it.",
        "Leftovers are tomorrow's problem.",
        "I ate standing up, as usual.",
        "Would you have done it differently?",
        "That is my whole food philosophy.",
        "Life is too short for bad butter.",
        "The cat watched the whole procedure.",
    ),
    hashtags=(
        "homecooking",
        "whatsfordinner",
        "foodie",
        "kitchenstories",
        "fromscratch",
        "eatwell",
        "recipeoftheday",
        "comfortfood",
    ),
    subjects={
        "ramen": (
            (
                "Eighteen hours on the pork bones and the broth finally went milky. Windows fogged, flat smells "
                "like a noodle bar, no regrets."
            ),
            (
                "The egg decides everything. Six and a half minutes, ice bath, then overnight in soy and mirin; "
                "anything firmer is just a boiled egg sitting in soup."
            ),
            (
                "Went to the new ramen counter in {place}. Nine stools, one cook, no talking, and a bowl of miso "
                "that made me close my eyes."
            ),
            "Can anyone recommend dried noodles that don't turn to mush after two minutes in hot broth?",
            (
                "Made a vegetarian ramen from dried shiitake, kombu and burnt onion skins. {friend}, who eats steak "
                "for breakfast, asked for the recipe."
            ),
            (
                "Ramen toppings, ranked by me and by nobody else: marinated egg, charred corn, spring onion, "
                "bamboo, pork belly. Fish cake does not place."
            ),
            (
                "Slurped so hard in the office kitchen that three colleagues turned around. It is a compliment to "
                "the noodles, look it up."
            ),
            (
                "Packet ramen, but with a spoon of peanut butter, chilli crisp and a handful of spinach stirred in. "
                "Student me would weep with pride."
            ),
            (
                "First attempt at pulling noodles by hand. They came out between shoelace and bicycle tube, and we "
                "ate every last one of them."
            ),
            (
                "My tare is equal parts soy, sake and patience. A tablespoon at the bottom of the bowl, broth on "
                "top, never the other way round."
            ),
            "The queue outside the ramen place went round the corner at {time}, in sleet. I joined it, obviously.",
            "Ramen tonight. Came out really well. That's the post.",
            (
                "Tip for cold nights: freeze broth in muffin tins. Two pucks and a nest of noodles make a bowl of "
                "ramen in seven minutes."
            ),
            "He asked for a fork. In a ramen shop. I am still working out whether this relationship has a future.",
            (
                "Chashu rolled, tied and simmering since noon. {friend} arrives at {time} and has been told not to "
                "eat lunch."
            ),
            (
                "Spilled a full bowl of shoyu ramen across a white tablecloth at my in-laws' last night. Nobody "
                "said a word, which was worse."
            ),
            (
                "What does your corner of the world put in ramen? Up here it is butter and sweetcorn and people get "
                "very defensive about it."
            ),
            (
                "Bowl number {number} this month. I keep a tasting diary now, with columns for broth, noodle, egg "
                "and how badly I burned my tongue."
            ),
        ),
        "pizza": (
            (
                "Dough made on Thursday, eaten on Saturday. Two nights in the fridge give you those leopard spots, "
                "no fancy oven needed."
            ),
            (
                "I turned the oven to 250, left the steel in for an hour and set off every smoke detector in the "
                "building. The crust, though."
            ),
            "Unpopular opinion: four toppings is three too many on a pizza.",
            (
                "{friend} built a brick oven behind the shed last {season} and now we are all invited every {day}. "
                "Best neighbour on the street."
            ),
            (
                "How do you get a pizza off the peel without it folding in half? Mine looked like a calzone that "
                "had lost a fight."
            ),
            "Pineapple stays. I have heard the arguments, I have tasted the pizza, case closed.",
            "Leftover pizza goes in a dry frying pan, lid on, two minutes. The microwave is a crime scene.",
            (
                "They forgot the basil, they cut it in squares and it arrived upside down. One star, would still "
                "eat again."
            ),
            (
                "My nonna stretches the pizza base with her knuckles while telling gossip and never once looks "
                "down. I have been trying to learn it for ten years."
            ),
            "Potato slices, rosemary, no tomato at all. Try the white pizza before you shout at me.",
            (
                "Sourdough starter is called Gerald and he has just produced his best crust yet, blistered all the "
                "way round."
            ),
            (
                "Kids made their own faces out of peppers and olives tonight. One pizza had {number} eyes and an "
                "excellent moustache."
            ),
            (
                "Margherita in {place}, paper plate, harbour wall, gulls circling. Cheapest dinner of the trip and "
                "the one I'll remember."
            ),
            "The secret to a decent tomato sauce is not cooking it. Crush the tin, salt, done.",
            "Pizza stone cracked clean in two at {time} with guests at the table. We ate off the half that survived.",
            "SO happy with this crust, look at the bottom of it. No burnt bits, crisp all the way to the middle.",
            (
                "Went gluten-free on doctor's orders and after five bricks I have a pizza base that bends. Psyllium "
                "husk, that was the missing piece."
            ),
            "Who decided that delivery pizza needs a plastic table in the middle? Mine went to the doll's house.",
            "Friday list: dough balls out at four, oven on at six, wine open at five past four.",
        ),
        "birthday cake": (
            "Birthday cake: three tiers, one lean. If you turn it towards the window nobody can tell.",
            (
                "My daughter wanted a birthday cake in the shape of a digger. It is a yellow brick with liquorice "
                "wheels and she hugged it."
            ),
            "Forgot the candles, so we stuck {number} matches in the birthday cake and sang very, very fast.",
            "Is it fine to freeze sponge layers two weeks ahead, or will everyone at the party know?",
            (
                "Buttercream split at {time}, party at eight. Warm the bowl with a hairdryer and beat on: it came "
                "back from the dead."
            ),
            (
                "Turning seventy calls for a cake with seventy candles, according to {friend}. The icing had melted "
                'before we reached "happy".'
            ),
            'The bakery wrote "Happy Birthday Please Call If Late" on my mother\'s cake. We framed the picture.',
            "Carrot cake is the only birthday cake that gets better on day three. I'm prepared to argue.",
            (
                "Sprinkles are for the inside. When you cut the first slice and they pour out, even the teenagers "
                "look up from their phones."
            ),
            (
                "Baked a lemon drizzle for Dad's birthday because he hates fuss and loves lemons. He had three "
                'slices and said "not bad", which is a standing ovation.'
            ),
            (
                "The dog ate the top layer while we were hanging the balloons. Quick rebrand: it is now a low, "
                "modern cake."
            ),
            (
                "Tip from a pastry cook I met in {place}: weigh your eggs, then use that weight of butter, sugar "
                "and flour. My sponge has not sunk since."
            ),
            "Surprise party tonight. There is a whole cake in my wardrobe and I have to act normal until {time}.",
            (
                "Six-year-old's order of service: unicorn, but scary, with gherkins. We met halfway on the birthday "
                "cake and left off the gherkins."
            ),
            (
                "What do you bake for somebody who says they don't like cake? Asking with a birthday on {day} and a "
                "very full spice rack."
            ),
            (
                "Cut the birthday cake from the middle outwards with a long wet knife and the rest keeps soft for "
                "days. Learned this far too late in life."
            ),
        ),
        "salad": (
            "Salad for dinner in {season}, they said. I added bacon, croutons and half a cheese, and I agree.",
            "The trick is to salt the tomatoes ten minutes early and let the juice be the dressing.",
            "Does anyone actually like raw kale, or are we all just being polite?",
            (
                "Cucumber, dill, yoghurt, a bit of sugar. My aunt made this salad every summer by the bucket and I "
                "never once saw her look at a recipe."
            ),
            'Paid eleven for a "house salad" that was a wet bag of leaves and one radish. The radish was good.',
            "Just a simple green salad, good oil, good bread. Needed this after the week I've had.",
            (
                "Roast the chickpeas until they rattle, then throw them on at the last second. A salad needs "
                "something that fights back."
            ),
            (
                "{friend} brought a layered salad to the barbecue in a glass trough the size of a sink. It was gone "
                "before the sausages."
            ),
            "Green beans, hazelnuts, orange zest. Three things, five minutes, and everybody thinks I took a course.",
            (
                "Lunch jar order, bottom to top: dressing, beans, carrots, cheese, leaves. Shake at noon and "
                "nothing is soggy."
            ),
            "I grew one lettuce. Today I ate it, alone, with some ceremony.",
            "Caesar without anchovies is just lettuce with ambitions.",
            "Found a slug in my salad at {time}, in a restaurant, with my boss. We named it and carried on.",
            (
                "Potato salad discourse is back at work. Mayo in one camp, broth and vinegar in the other, and a "
                "meeting was moved because of it."
            ),
            "Anybody got ideas for a glut of radishes? I have eaten {number} salads this week and my jaw is tired.",
            (
                "Warm lentils, cold beetroot, goat's cheese going soft at the edges. Served on the balcony with the "
                "good plates for no reason."
            ),
            "Quick lunch: tin of tuna, white beans, red onion, parsley, lemon. Ten minutes including opening the tin.",
            "Watermelon and feta. I resisted for years out of pure stubbornness and I want those years back.",
            "My son ate a leaf. Voluntarily. Off a salad. Mark the calendar.",
            (
                "Vinaigrette: one vinegar, three oil, mustard on the tip of a knife, a jam jar with a lid that "
                "fits. That last bit I learned the hard way."
            ),
        ),
        "coffee and croissant": (
            "Corner table, flat white, a croissant that shatters all over your coat. {day} can start.",
            (
                "Twenty-seven layers, three days, one kitchen covered in butter. My croissants look like armadillos "
                "and taste like Paris."
            ),
            "The bakery below my flat opens at six and I have not needed an alarm clock since I moved in.",
            "Dunk or no dunk? My table in {place} is split down the middle and it is getting personal.",
            (
                "Whoever invented the almond croissant was solving the problem of yesterday's croissants, and "
                "deserves a statue."
            ),
            "Coffee and a croissant in the sun. Phone goes away now, see you later.",
            (
                "Coffee was lukewarm, croissant was bread in a costume, bill was nine. I have had happier "
                "breakfasts at petrol stations."
            ),
            (
                "Tip: five minutes at 160 brings a tired croissant back. Let it sit for two more before you bite or "
                "you'll regret it."
            ),
            (
                "{friend} and I have had the same breakfast every {day} for eleven years: one coffee each, one "
                "croissant halved, and the crossword."
            ),
            (
                "Grinder broke, so I crushed the beans with a rolling pin in a tea towel. Honestly not the worst "
                "cup I've made."
            ),
            (
                "An old man at the next table fed half his croissant to a sparrow, then apologised to the waiter "
                "for the mess. Made my week."
            ),
            "Is a cortado just a small argument about milk?",
            "My resolution was to skip the second croissant. It is the fourth of January and we shall not speak of it.",
            (
                "I timed it: the good croissants sell out by {time}. After that it is only the plain rolls and "
                "disappointment."
            ),
            (
                "Learned to pour a heart on my coffee this morning. It looks like a turnip, but it was poured with "
                "feeling."
            ),
            "Honest breakfast: black coffee, butter croissant, no jam, no phone. Three out of four isn't bad.",
            'The waiter called me "the usual" today. Coffee, croissant, window seat. I have arrived.',
            (
                "Laminating dough in July with no air conditioning was a mistake. The butter left the croissants "
                "before I did."
            ),
            "Decaf drinkers, how is the croissant? Does it help?",
        ),
        "pancakes": (
            "The first pancake is for the cook, the dog or the bin. That is the law.",
            (
                "Buckwheat crêpes for dinner: ham, egg, cheese, corners folded in. Nineteen more minutes of batter "
                "resting and I may eat the bowl."
            ),
            (
                "Stack of {number} on a Sunday morning and the syrup made it all the way to the bottom. Small "
                "engineering triumph."
            ),
            "Buttermilk and a hot dry pan. Stop pressing them down with the spatula, you're letting the air out!",
            "Flipped one onto the lamp. It is still there. We are calling it decor.",
            (
                "My kids only eat pancakes shaped like animals, so I have become quite good at snails and very bad "
                "at giraffes."
            ),
            "What is your topping when the maple syrup runs out? Last week it was apricot jam and despair.",
            (
                "We ate pancakes in bed with {friend}'s homemade plum butter while it rained sideways in {place}. "
                "Ten out of ten holiday."
            ),
            (
                "Pancakes for breakfast with blueberries from the freezer. Everybody's still in pyjamas at eleven "
                "and I love it."
            ),
            (
                "Dutch baby: one batter, one hot pan, twenty minutes in the oven, and it rises like it's angry "
                "about something."
            ),
            "Banana and two eggs is not a pancake. It is an omelette in disguise, and I said what I said.",
            (
                'Grandpa\'s recipe says "flour, until it looks right". It took me four years of pancakes to find '
                "out when that is."
            ),
            "Pancake day at the nursery: 140 made, 11 dropped, one child asleep in the sugar.",
            (
                "Rest the batter for half an hour. I ignored this for years, and all that time I was eating rubber "
                "coasters."
            ),
            (
                "Savoury gang, where are you? Spring onion, kimchi, a crisp edge, a bit of soy. Sweet pancakes had "
                "a good run."
            ),
            (
                "The hotel has a pancake machine. You wave, and it delivers a small beige disc along a conveyor "
                "belt. I have been here since {time}."
            ),
            "Ran out of milk and used sparkling water instead. Lightest pancakes I've made, and nobody guessed.",
            "Midnight pancakes after the late shift. Me, the hob light, the radio turned low, lemon and sugar.",
            "Why do they stick in the good pan and slide in the bad one? I have three degrees and no idea.",
        ),
        "tacos": (
            (
                "Taco night rules: everything chopped before the first tortilla hits the pan, and nobody sits down "
                "until the limes are cut."
            ),
            (
                "Corn tortillas from scratch with a press made of two chopping boards and my own body weight. "
                "Wobbly, thick, wonderful."
            ),
            "{friend} says one can eat tacos with a knife and fork. We are no longer taking calls from {friend}.",
            (
                "Fish tacos at the beach shack in {place}: crisp batter, pink onions, something smoky in the mayo. "
                "I went back an hour later."
            ),
            "How hot is too hot? My salsa has taken the voice of two guests and they are both nodding.",
            "First time making tacos at home and I don't know why I waited. So good, so easy.",
            (
                "Cauliflower, roasted hard with cumin, is the best taco filling I've made this {season} and I say "
                "that as someone who grew up on a cattle farm."
            ),
            "Taco truck parked outside the office today. Productivity: none. Morale: historic.",
            (
                "Pork shoulder, oranges, a whole head of garlic, five hours. Pull it apart with two spoons and try "
                "to keep it away from the family until the tacos are built."
            ),
            (
                "The shell broke at the first bite and the whole taco went down my sleeve. Right at the start of "
                "the date, too."
            ),
            (
                "Pickle your onions the night before. Vinegar, salt, a pinch of sugar. Tacos without them taste "
                "like a song with no drums."
            ),
            "Ate {number} tacos and a churro and then cycled home, which is between me and my conscience.",
            "Avocados: rock, rock, rock, rock, brown. Taco night cancelled on account of fruit.",
            (
                "My toddler deconstructs every taco into a row of ingredients by size, then eats only the cheese. "
                "Future accountant."
            ),
            "Breakfast tacos deserve more respect. Eggs, potato, last night's beans, and you are ready for anything.",
            "Who else warms tortillas straight on the gas flame? My landlord hates this one.",
            "Bought the hard shells in the yellow box out of pure nostalgia. Tasted like being nine and it was lovely.",
            (
                "A woman at the market taught me to toast the dried chillies until they puff, ten seconds, no "
                "longer. Her tacos had a line, mine now have hope."
            ),
            (
                "Prepared tacos for thirty at the village fête. Ran out of coriander at {time} and was saved by a "
                "stranger's window box."
            ),
        ),
        "fruit bowl": (
            "The fruit bowl at home contains two lemons, a sad kiwi and the car keys. Shopping day.",
            "Bananas do not belong in the fruit bowl. They ripen everybody else and then act surprised.",
            "First cherries of the year! I bought a kilo, ate a kilo, and I'm now lying down.",
            "How do you tell when a mango is ripe? I squeeze, I sniff, I get it wrong every single time.",
            (
                "{friend} left a bag of quinces at the door. They are too hard to eat and too pretty to cook, so "
                "they perfume the hallway from the fruit bowl."
            ),
            (
                "Farmers' market haul today: apricots, gooseberries, the first figs. The fruit bowl hasn't been "
                "this full in months."
            ),
            "Breakfast was a bowl of peaches from the roadside stand near {place}, still warm from the sun.",
            "Complaint about pears: rock for nine days, perfect for twenty minutes, soup by the time you get home.",
            (
                "We put a fruit bowl in the break room instead of biscuits. Week one: the grapes are gone, the "
                "apples have been here longer than some interns."
            ),
            (
                "Squeeze of lime, flake of salt, pinch of chilli on cold pineapple. Street-corner fruit, and it "
                "beats every dessert I own."
            ),
            "My grandmother peeled an orange in one long ribbon and hung it on my ear. I still try every winter.",
            "Blood oranges are back, and my chopping board looks like a crime novel.",
            "Fruit flies have moved in again. Cider vinegar, drop of washing-up liquid, {number} casualties by {time}.",
            "Painted the fruit bowl for art class all evening. Came home and ate the subject matter.",
            "Who buys the dragon fruit? It looks like a firework and tastes like a polite glass of water.",
            (
                "Windfall apples, the last plums, a handful of walnuts. The whole garden fits in one blue fruit "
                "bowl this week."
            ),
            "The kids finally eat fruit since I started cutting it in front of them and saying it's mine.",
            "Persimmon tip: wait until it feels like a water balloon and looks past saving. Then take a spoon.",
            "Melon for breakfast that smelled of melon, for once. Sounds obvious, has not happened since {season}.",
        ),
    },
    alone={
        "ramen": (
            "Complaint: fourteen for a bowl of ramen and the nori was already limp when it reached the table.",
            "Anyone want half a kilo of kombu? I misread the label and ordered a lifetime's supply.",
            (
                "I spent a year trying to copy the ramen from a stall that closed. Pork, chicken, both, a piece of "
                "dried fish I had to order by post, an onion burnt black on one side. It was always good and never "
                "it. Then last week I was too lazy to peel the ginger, threw the whole knobbly thing in, and there "
                "it was: the stall, the plastic stool, the rain on the tarpaulin. A year, and it was dirt."
            ),
        ),
        "pizza": (
            (
                "Every Friday since the kids were small we've had pizza on the floor in front of a film, and every "
                "Friday one of them has said that next week they'd rather go out. Tonight the eldest had people to "
                "meet, and a coat on, and she still stood there in the doorway until the first one came out of the "
                "oven, ate two slices standing up, and said she'd be back for the end of the film. I've never been "
                "so flattered by a margherita."
            ),
            "Pizza night is moving to {day} because the hall's booked. Bring your own toppings, dough is provided.",
        ),
        "birthday cake": (
            "Please, supermarkets, stop selling birthday cakes that are ninety per cent icing and ten per cent box.",
            (
                "First birthday without Gran, so we made her chocolate cake from the stained card in her "
                "handwriting. It came out exactly right."
            ),
            (
                "Happy birthday to my favourite person in the world. Chocolate, cherries, far too much cream, just "
                "how you like it."
            ),
            (
                "Looking for someone near {place} who makes birthday cakes without nuts or egg. It's for a "
                "four-year-old. Recommendations welcome."
            ),
        ),
        "coffee and croissant": (
            (
                "New café on Mill Lane opened this week. Croissants are baked there, coffee is decent, staff are "
                "lovely. Go before it gets busy."
            ),
        ),
        "pancakes": (
            (
                "Recipe, since three people asked: 200 g flour, 2 eggs, 400 ml milk, pinch of salt, spoon of melted "
                "butter. Makes about {number} thin pancakes."
            ),
            (
                "What I have learned from making pancakes for a scout camp of ninety: one, you need four pans and "
                "four people who don't argue. Two, the batter goes in a watering can (new, washed, don't write to "
                "me). Three, hide the sugar. Four, whoever says they only want one is lying. Five, by the time that "
                "the last child has eaten, the first is hungry again, and so it goes on until the gas runs out."
            ),
        ),
        "tacos": (
            (
                "Shopping list for taco night, found in my coat: tortillas, limes (more than last time), coriander "
                "for the ones who like it, something green for the ones who say it's soap, beans, a cheese, "
                "napkins, napkins."
            ),
            (
                "We're doing tacos at the street party on {day}. Still need one person for beans and two for "
                "chopping. Message me."
            ),
        ),
        "fruit bowl": (
            "Free apples outside number 22, help yourselves. A few bruises, very sweet. Bring a bag.",
            (
                "Our greengrocer is retiring after forty-one years. He used to pick the fruit for you, and he'd ask "
                "when you meant to eat it: today, tomorrow, the weekend? Then he'd press a thumb very gently near "
                "the stalk and put that one back and choose another. I asked him today how he could tell, and he "
                'thought about it for a while and said, "You have to want it to be good." My fruit bowl won\'t be '
                "the same."
            ),
        ),
    },
)
