"""Posts about everyday life, told as jokes."""

from pipeline.sample.voice import Phrases

PHRASES = Phrases(
    openings=(
        "Made me laugh, so now you have it too:",
        "Not saying it's me. It's me.",
        "Sent by my aunt, obviously:",
        "Fresh from the family chat:",
        "Too true.",
        "Laughing in the quiet carriage.",
        "Joke of the day:",
        "Stolen from the staff kitchen wall:",
        "Serious content is elsewhere.",
        "I feel seen.",
        "Exhibit B:",
        "Low effort, high truth.",
        "Please clap.",
    ),
    closings=(
        "I'll see myself out.",
        "Tag yourself, I'm the biscuit.",
        "That's it, that's the post.",
        "Send help, or cake.",
        "Laughed more than I should have.",
        "My boss can't see this, right?",
        "Ten out of ten, no notes.",
        "Based on a true story.",
        "Asking for a friend.",
        "You may groan now.",
        "I've told this one at three parties.",
        "Don't explain it to me.",
        "My kids have stopped answering.",
        "Put it on my gravestone.",
        "Still funnier than my last haircut.",
    ),
    hashtags=("humour", "funny", "memes", "lol", "jokes", "relatable", "dadjokes", "mood"),
    subjects={
        "monday meme": (
            "Monday called. I let it ring.",
            (
                "Dear Monday, I've thought about us a lot over the weekend. It's not me, it's you. You come too early, "
                "you stay too long and you never bring cake. Please don't call again for at least {number} days."
            ),
            "Roses are red, my alarm is a villain, it's Monday again and it's not even chilling.",
            "My weekend had a loading bar. Monday has a full-screen advert you can't skip.",
            'Me on Friday: "Monday me will sort that out." Monday me has filed a formal complaint about Friday me.',
            'If Monday were a person it\'d be the one who says "well, actually" at a funeral.',
            (
                "The snail overtook me on the way to work. We both knew it was Monday, only one of us had a home to "
                "hide in."
            ),
            "Is there a petition to start the week on Wednesday? I'd walk to the town hall in slippers for it.",
            "Monday checklist: 1. Get up. 2. Regret it. 3. Put shirt on inside out. 4. Call it fashion.",
            (
                "At {time} on a Monday I put the orange juice on my cereal, tasted it, and kept going. That's who I am "
                "now."
            ),
            'My horoscope for Monday just said "no".',
            (
                "The dog looked at the clock, looked at me, and went back under the duvet. Only one of us has "
                "understood Mondays."
            ),
            'Somebody in the lift said "happy Monday!" and eleven people turned round slowly.',
            "A haiku: Monday comes again. / I had plans to be a star. / Spreadsheet, row eleven.",
            "Bank holiday Monday is just Tuesday's way of dressing up as the villain.",
            "I don't hate Mondays. I just wish they didn't start before I do.",
            'Good news, it\'s nearly Friday! Bad news: "nearly" here covers four days and all of Monday.',
            "{friend} wore two different shoes this Monday, and says there's another pair just like it at home.",
            "Scientists can split the atom and can't find a single soul who's ready for Monday at {time}.",
        ),
        "cat meme": (
            "Me: buys a cat tree the size of a lamp post. The cat: cardboard lid.",
            'My cat has two moods: "feed me" and "how dare you look at me while I eat".',
            "Cat at 4 am: opera. Cat at noon: corpse.",
            "I'm not saying the cat runs this house, I'm saying I've just asked her whether I may use my own chair.",
            "Cat law: if I fits, I sits. If I doesn't, I sits harder.",
            "The vet wrote \"robust\" in the file. The cat's read it and isn't speaking to any of us.",
            "Knocked over: one glass, one vase, one marriage certificate. Cat's comment: gravity, mate.",
            "Why do cats always choose the one guest who's allergic? It's a gift.",
            "We named the cat Wifi because he's never there when you need him and everybody's happy when he shows up.",
            'My cat brought me a mouse, I screamed, and now she leaves them with a look that says "still learning".',
            (
                "Employee of the month, again: the cat who sat on the keyboard and answered {number} emails with "
                '"ggggggg".'
            ),
            "Closed door. Cat screams. Open door. Cat sits down, looks through door, considers politics.",
            "Dogs have owners, cats have staff, and I've not had a day off since {season}.",
            (
                "The cat stared at an empty corner for an hour. Rent's gone up, and I now live here with the cat and "
                "whoever that is."
            ),
            (
                "Shoutout to my cat for walking past the camera, tail up, in the exact second that I said "
                '"professional".'
            ),
            "{friend}'s cat has more followers than my company. Her best post is a yawn.",
            (
                "Diary of my cat. Day 1,204 of captivity. They feasted on tuna and gave me dry stars. I sang outside "
                "their door until {time}, with little thanks. Tomorrow, the curtains."
            ),
            "Cat bath report: cat dry, me wet, bathroom gone.",
            "Nobody: / Absolutely nobody: / My cat at full speed at midnight because she did a poo.",
        ),
        "coffee meme": (
            "I don't have a coffee problem. I have a between-coffees problem.",
            "Before my first coffee I'm a weather warning. After it I'm a light breeze with opinions.",
            "Decaf is just brown water with a good lawyer.",
            'Doctor: "How many cups a day?" Me: "Define cup." Doctor: writes "coffee" in red.',
            "Coffee: because you can't reply to emails with a scream.",
            "Put my keys in the coffee machine and a pod in my pocket. Drove nowhere, very alert.",
            "Blood type: filter.",
            "Is it still one coffee if you never let it get empty? My mug says yes.",
            'The office coffee machine says "please descale me". Same, my friend, same.',
            (
                'Husband: "You talk to that coffee more nicely than to me." The coffee has never loaded the '
                "dishwasher wrong."
            ),
            "Step aside, coffee, this is a job for MORE coffee.",
            (
                "Ordered a small coffee at {time}. The barista looked me in the eyes and, without a word, made it a "
                "bucket."
            ),
            (
                "Stages of my morning: 1. Person-shaped duvet. 2. Hand. 3. Hand holding coffee. 4. One eye. 5. Voter, "
                "taxpayer, mother of two."
            ),
            'My grandma\'s coffee could stain a horseshoe. She calls it "the weak one".',
            "I tried quitting coffee. It was the worst twenty minutes of my life.",
            "\"Coffee keeps me up,\" says {friend}. Yes. That's the product. That's what it's for.",
            (
                "To the person who left one sip in the pot so as not to make new coffee: we know. We've had a meeting. "
                "There are minutes."
            ),
            "Loading personality... please insert coffee.",
            "My coffee mug is so big that there's a tide.",
        ),
        "meeting meme": (
            "This meeting could have been an email. The email could have been a nod.",
            'A "quick five-minute meeting" is the longest unit of time known to office science.',
            (
                'Meeting bingo card: "circle back", "you\'re on mute", dog, somebody\'s lunch, "let\'s take it '
                'offline". Full house by {time}.'
            ),
            "Agenda: 1. Why do we have so many meetings? 2. Date of the next meeting.",
            "We had a meeting to prepare the meeting about having fewer meetings. I took the minutes. They took hours.",
            "In the meeting my camera was off. My microphone wasn't. They've heard the song about the sausage.",
            "In today's meeting I nodded so wisely that I've been put in charge of something.",
            (
                'I counted. In one hour of meeting we said "alignment" 31 times, "going forward" 18 times and '
                '"lunch" once, and only lunch happened.'
            ),
            "Last minute of the meeting. \"Any questions?\" And there he is. It's twelve o'clock, Howard.",
            "I've started bringing knitting to the weekly meeting. So far, one jumper per decision.",
            'How long can you say "can you see my screen?" per meeting before you have to retire?',
            "Stand-up meeting, 75 minutes. Three of us have moved on to leaning.",
            "My calendar's so full that I scheduled a meeting with myself. I was late and brought no results.",
            '"Let\'s go round the meeting table." The table: sixteen people. My soul: already at the bus stop.',
            'Someone said "low-hanging fruit" in the meeting, so I ate the bananas.',
            "If aliens watch us they'll think a meeting is how humans sleep sitting up.",
            "The cat walked across my screen in the big meeting and was the only one who moved the project forward.",
            "{friend} joined the wrong video meeting, stayed {number} minutes, voted, and was thanked.",
            "Minutes of the meeting: 90. Things decided: biscuits.",
        ),
        "weather meme": (
            "Weather app: sunny. Window: shark.",
            "Today's weather: all four seasons between the door and the bus stop. I was dressed for one of them.",
            "Ten degrees in autumn: coat, hat, soup. Ten degrees in spring: shorts, barbecue, sunburn.",
            "Forecast for {place}: wet, then damp, then a dry spell on {day} between 9.10 and 9.20.",
            "My weather forecast is a stone on a string. Stone wet: rain. Stone swinging: wind. Stone gone: storm.",
            "I washed the car. You're welcome, farmers.",
            (
                "Heatwave: \"it's not the heat, it's the humidity,\" said the man who'd been melting since {time}, and "
                "slid under the table."
            ),
            "It's so windy that my neighbour's trampoline has been to more countries than me.",
            'Weather small talk starter pack: "turned out nice", "bit fresh", "at least the garden needs it".',
            "Do weather presenters ever look outside or is that against the rules?",
            (
                "My father's weather report, every phone call, for 30 years: what it is doing there, what it did "
                "yesterday, what it's going to do, and finally, as he hangs up, \"and you're all right, are you?\""
            ),
            "Snow: two centimetres. Town: closed. Bread: gone. Grandpa: telling us about 1963.",
            "Sandals on at breakfast, hail at lunch. The weather has subscribed to my plans.",
            "Summer weather was lovely this year. I think it was on {day}.",
            "70 per cent chance of rain means that it will rain on 70 per cent of me, as I understand it.",
            "The fog is so thick that I've waved politely at a bin.",
            "I told my plants it might rain and they laughed, the way you laugh at an uncle.",
            "Hot weather rules: 1. Complain. 2. Fan. 3. Complain that the fan is only moving the hot weather around.",
            "Frost on the windscreen and all I had was a loyalty card. First thing it's ever given me.",
        ),
        "diet meme": (
            "Day one of my diet: I've removed all the bad food from the house. It was delicious.",
            "I'm on a seafood diet. I see food, and then my diet is over.",
            "Salad is what my food eats.",
            "My diet and I are on a break. It started talking about {season}.",
            "Started the diet at {time}. Finished the diet eight minutes later. Proud of my discipline.",
            "Does a cake count if nobody sees you eat it and the crumbs are legally the dog's?",
            (
                "Diet tip: eat an apple when you crave chocolate. I did. There's now an apple in there with all the "
                "chocolate."
            ),
            "A balanced diet is a biscuit in each hand.",
            "My diet worked, I lost three kilos! Then I found them behind the sofa, next to the crisps.",
            "Diet day four: my watch congratulated me on climbing stairs. I was whisking cream.",
            (
                "Meal plan for the diet: breakfast, porridge; lunch, soup; supper, steamed fish; midnight, an entire "
                "lasagne, standing up."
            ),
            'The diet book says to listen to my body. My body says "cheese" in a very deep voice.',
            (
                "My diet so far: gave up sugar for a day, bread for an hour and hope at {time}. Then the neighbour "
                "came over with doughnuts, and who am I to be rude?"
            ),
            "I ran from the diet. It's the only running I've done this year.",
            "In {friend}'s diet you may eat whatever you like as long as you don't like it.",
            "Diet wisdom: carbs are not the enemy. The enemy is trousers.",
            "My diet coach asked what I eat when I'm sad. I asked how much time she'd got.",
            "On my diet the cheat day has joined forces with {number} other days. They've formed a government.",
            "New diet: I'm to cut down on portions, so I only cut the pizza into two slices.",
        ),
        "printer meme": (
            "The printer can smell fear. It can also smell a deadline, and a boarding pass.",
            "Load paper. I have loaded the paper. \"No you haven't.\" I'm looking right at it, printer.",
            "Printer: out of yellow. Me: it's black text. Printer: and I'm a very emotional machine.",
            'Horror story in four words: "Just print it out."',
            "They say robots will take over. I've met the office printer, and we've got time.",
            (
                "Things I've said to the printer this week: please, why, not again, I believe in you, I take that "
                "back, you're the love of my life, who taught you that noise?"
            ),
            "My printer connects to the neighbour's speaker, the fridge and the moon. Not to my laptop.",
            "{friend} printed the report on the first try and is now worshipped by the third floor.",
            "Who hurt the printer? Who hurt it so much that it prints one line of symbols on every page, forever?",
            "Nobody move. The printer is printing. Don't look at it directly.",
            "Ink costs more per litre than perfume. So from {day} I'm wearing cyan.",
            "\"Paper jam\" sounds like something you'd get at a nice breakfast. It isn't.",
            "I pressed print {number} times and nothing came. Then, at night, alone in the dark, it printed them all.",
            "A printer's life: warm up, warm up, warm up, clean the heads, warm up, error.",
            'Therapist: "And where did this rage begin?" Me, showing her a photo of the printer.',
            "The new printer is wireless, colourless and, so far, paperless. The future has come.",
            'Marriage vows should include "in sickness and in health, and in setting up the printer".',
            (
                "Our printer has printed a test page every morning at {time} since {season}. It's perfect. It's the "
                "only thing it'll print."
            ),
            "IT says the printer's fixed. Fixed like my car is fixed: we don't use the left side.",
        ),
        "sign with a joke": (
            "Sign outside the bakery in {place}: \"I'm on a roll, please don't loaf about.\"",
            'The sign at the vet\'s: "Be back in 5 minutes. SIT. STAY."',
            'On the plumber\'s van: "We repair what your husband fixed." Sign of the year.',
            'Pub blackboard: "Soup of the day: beer. With croutons: beer and peanuts."',
            (
                "Handwritten sign by the lake: \"Please don't feed the ducks. They have read about bread and are "
                'worried."'
            ),
            (
                "Someone's put up a sign at our level crossing: \"Heaven, hell or dinner at home? Slow down and choose "
                'dinner."'
            ),
            'A sign at the garden centre, under the thyme: "Reduced. We have too much thyme on our hands."',
            'Sign on a farm gate: "Eggs 2, honey 4, husband free to a good home."',
            (
                "The optician's sign: \"If you can't read this, come in. If you can, tell a friend.\" {friend} walked "
                "into the door."
            ),
            '"Ears pierced while you wait." Is there another way? I stood under that sign for a good while.',
            'Church notice board: "Whoever is praying for snow, please stop. Thank you, the caretaker."',
            'Library sign: "Whisper. The thrillers are sleeping and the poems are easily upset."',
            'Sign on the lift: "Out of order. The stairs are looking forward to meeting you."',
            "At the dentist's in {place} there's a sign on the ceiling: \"Since you're here, did you floss?\"",
            'Campsite sign: "Quiet after ten. The owls have complained."',
            'The sign at the car wash says "Free rain check with every wash", and it\'s been raining since {day}.',
            (
                'Which genius painted the sign "Beware of the dog. The cat isn\'t trustworthy either"? I rang the '
                "bell just to say well done."
            ),
            'Cafe board this morning: "Unattended children will be given an espresso and a kitten."',
            'Sign in the hotel bathroom: "Please don\'t sing louder than the person next door sings."',
        ),
    },
)
