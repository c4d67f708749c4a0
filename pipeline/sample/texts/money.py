"""Posts about money."""

from pipeline.sample.voice import Phrases

PHRASES = Phrases(
    openings=(
        "Household finance, honest edition:",
        "Spreadsheet evening.",
        "From the kitchen table:",
        "Money talk, no advice:",
        "Not a financial adviser, just a person with a biro.",
        "End of the month again.",
        "Budget diary:",
        "For everyone who hates this topic:",
        "Numbers first.",
        "Ledger open:",
        "Small savings club:",
        "Learned the slow way:",
        "Talking about money because nobody else does.",
    ),
    closings=(
        "How do you handle it?",
        "No advice, only arithmetic.",
        "Anyway, lentils tonight.",
        "I wish they'd taught this at school.",
        "My bank has no comment.",
        "It adds up, slowly.",
        "Tell me I'm not alone.",
        "We'll see what next month brings.",
        "Feel free to laugh.",
        "Check your own numbers, you may be surprised.",
        "More on this when I've done the sums.",
        "Small sums, long breath.",
        "Grandma would have nodded.",
        "My calculator agrees.",
        "Could be worse, could be my cousin's boat.",
    ),
    hashtags=("money", "budgeting", "savings", "personalfinance", "frugal", "economy", "markets", "householdbudget"),
    subjects={
        "line chart": (
            "Drew a line chart of our electricity use. You can see the very week the old freezer left.",
            "The line went up for ten years and my friend bought in week one of year eleven.",
            "My savings as a line chart: flat, flat, flat, dentist, flat.",
            "If a line chart has no zero on the axis, look for what they are selling you.",
            "Pinned the mortgage curve on the fridge. On the first of the month we colour in a little more line.",
            "Why do both lines on my chart cross every {season}? I run a garden centre, so I do have a guess.",
            (
                'Taught my daughter the word "trend" with a line chart of her own height and the price of ice cream. '
                "Ice cream is winning."
            ),
            "Rents in {place}, twenty years, one line: a ski slope that somebody turned round.",
            "The dashed part of the line is the forecast. The dashed part has been wrong {number} times running.",
            "Inflation came down, said the news, and showed a line. Prices still rise, only slower. That's all.",
            "I stopped looking at the chart every day and look every quarter. Same line, fewer stomach aches.",
            "{friend} plots coffee money as a line. It's the steadiest growth curve in the whole office.",
            "Water bill chart for the last 24 months: a gentle line, then a cliff. The cliff was a dripping cistern.",
            "Logged every cent since {season}. My spending line has a spike each {day}, and each {day} is market day.",
            "On a log scale it is a straight line, on a normal one it's a hockey stick, and in my account it's a dot.",
            (
                "We read the meters on the first of every month and put a dot on the paper behind the pantry door. "
                "Twelve years of dots, three colours, one long line each for water, gas and power. Guests look at it "
                "longer than at our holiday photos."
            ),
            (
                "For the annual meeting I replaced forty slides by one line chart of members and fees. We finished "
                "before the coffee was cold."
            ),
            (
                "The pension letter has a chart with three lines: good, middle, bad. I can't be the only one who just "
                "reads the bad one."
            ),
            "My late father's notebook has petrol prices since 1971, one line in blue ink. I've carried it on.",
        ),
        "bar chart": (
            "Twelve bars, one for each month. December looks like a lighthouse on a beach.",
            "Groceries, rent, transport, fun. Four bars, and fun needs a magnifying glass.",
            "Our treasurer made a bar chart out of real chocolate bars. First time everybody stayed for the accounts.",
            "The council's budget as a bar chart: the tallest bar is roads and the smallest one is us, the library.",
            "Why three-dimensional bars? You can't read them, nobody can. Flat bars and a number on top, thank you.",
            "Two bars: what I earn an hour, what my plumber earns an hour. I'm now looking at plumbing courses.",
            "Energy cost per flat in our block, one bar each, no names. Everyone found theirs. Nobody spoke.",
            (
                "Fundraiser update: the red bar outside the fire station has passed the window sill. {number} thousand "
                "more for the roof."
            ),
            "Sorted the bars by size instead of by alphabet and suddenly the boss understood the same chart.",
            "{friend} and I compare takeaway spending as bars every {day}. The loser cooks.",
            "Heating by year: 2021, 2022, 2023 rising like stairs, then insulation, then a bar I could step over.",
            "I asked for a raise with a bar chart. I got half a bar.",
            "The gap between those two bars is what women at our firm got less last year. Nobody had ever drawn it.",
            'Watch out: this bar chart starts at 95. The "huge" drop is two per cent.',
            (
                "My stall at the market in {place}: jam sells by the crate, jelly doesn't. One look at the bars and "
                "I've stopped making jelly."
            ),
            "Is a bar per week too much detail for a household? My inner bookkeeper says per day.",
            "School cake sale bars: lemon 34, chocolate 51, carrot 3. The carrot people are furious.",
            "Fifteen years of rent as bars. I could have wallpapered somebody else's house with them. I did.",
        ),
        "pie chart": (
            "Made a pie chart of my budget and half of it is one slice called rent.",
            "A slice for \"various\" that is bigger than the slice for food? That's not a pie, it's a confession.",
            "Our wedding in a pie chart: 40 per cent food, 30 hall, 20 band, 10 per cent a swan that didn't show up.",
            "Where does your biggest slice go? Ours is childcare, and next {season} it drops out of the pie for good.",
            'I explained taxes to the class with a real apple pie. By "roads and bridges" they\'d eaten the data.',
            "Pie charts with fourteen slices should be illegal. Nobody can tell teal from slightly other teal.",
            (
                "First pie chart since moving in together: my slice of the bills, your slice, and a thin one called "
                '"whose subscription is this?"'
            ),
            "One per cent of our household pie is batteries. I can't stop thinking about that sliver.",
            "The charity sent a pie showing where my ten coins went. Nine to the well, one to the stamp. I'm content.",
            "Student budget, pie form: noodles, rent, printing, regret.",
            "Moved to {place}, and the transport slice shrank from a quarter to a crumb because I walk now.",
            "The adviser drew my whole future as a pie and I noticed there was one slice for him.",
            'Two slices changed once we counted honestly: "eating out" doubled, "gifts" shrank to nothing.',
            "My pie adds up to 103 per cent. That also describes my bank account rather well.",
            "{friend} paints a pie chart of each year in watercolour: work, sleep, money out, money in. A bit sad.",
            "My son's pocket money pie: 60 sweets, 30 football cards, 10 \"mum's birthday\". I had to sit down.",
            "Our village votes on the budget with beans in jars, and the treasurer turns the beans into a pie chart.",
            "Please label the slices directly. I shouldn't need a legend and a ruler to find out what the roof costs.",
        ),
        "candlestick chart": (
            'Three green candles and my brother-in-law is an expert. Three red ones and he\'s "in it long term".',
            "Learned to read candlestick charts on paper, without money, for a year. Best tuition fee I never paid.",
            (
                "Question for people who read candlestick charts for a living: do you still look at single candles, or "
                "only at the bigger picture? My evening course spends {number} weeks on shapes with names and I'd like "
                "to know if it's worth it."
            ),
            "That long wick on {day}? Somebody typed a zero too many, I'd bet my lunch on it.",
            "Candlestick patterns have names like hanging man and abandoned baby. Cheerful people, chart people.",
            "Sold at the bottom of the red candle, as is my custom.",
            "The candle's body is open to close, the wick is how far it ran. It took me two books to learn that.",
            "Do candlestick patterns work? I tested {number} on old data: a coin did as well, and charged nothing.",
            "Wheat prices in candles, weekly. For a baker that isn't gambling, it's flour in {season}.",
            "My screen is all red candles today. I went out and planted leeks.",
            "Zoom out. On the one-minute chart the world ends hourly, on the monthly one it's a hill with a bump.",
            (
                "Rice traders were drawing these candles two or three hundred years ago, with a brush. Beautiful old "
                "sheets, same old fear."
            ),
            "{friend} checked the candlesticks during our wedding speech. Up two per cent, down one friend.",
            "Green candle, red candle, green candle: my niece thinks I look at Christmas decorations for a living.",
            "I set an alarm for the price and then slept through it. Saved me from a red candle the size of a door.",
            "Nothing humbles you like a candle that opens, shoots up, and closes exactly where you didn't.",
            (
                "At the evening class in {place} the teacher covers the right half of the candlestick chart and asks "
                "us. We're wrong, then quiet."
            ),
            "Day trader for a month. Result: minus {number} per cent and an eye twitch. Pretty candles, though.",
            (
                "Coffee futures gapped up overnight, a clean jump between two candles. Drink up, everyone, it'll reach "
                "your cup by {season}."
            ),
        ),
        "coins": (
            "Emptied the coin jar: {number} hours of sorting, enough for one pizza and half a lamp.",
            "Found a coin from 1890 in my change at the bakery. Paid for a bun and got a small king.",
            "My coat weighs two kilos because nobody takes coins any more except my own pockets.",
            "Who else keeps one coin in the car just for the trolley and defends it like a dragon?",
            (
                "Grandpa paid for his first bicycle entirely in copper coins. They counted together, the dealer and "
                "him, and both enjoyed it."
            ),
            "The parking machine in {place} spits my coin out until I rub it on the metal. Why does that work?",
            "Once a year the children fish the coins out of our fountain for the hospice. This time 811.",
            'The bank\'s counting machine swallowed four jars of coins and was then "temporarily out of paper".',
            "Metal detector, wet field, {number} hours: one spoon, two nails, and a silver coin thin as a leaf.",
            "A cash week cured me. When the coins ran out on {day} I was done, and nothing tapped its way round that.",
            "The tooth fairy had no small coins last night. It got expensive.",
            "Polishing old coins is a mistake. My uncle shone his collection until it was worth the metal.",
            "She paid 14.60 in five-cent coins and the entire queue learned patience. The cashier thanked her.",
            "My lucky coin was flattened by the 8.40 to the coast. You can still make out one ear of the queen.",
            "Tossed a coin: heads we paint the kitchen, tails we go away. It stood on its edge. We're doing both.",
            "Bargained hard at the flea market, then gave the man all my coins because he told me about his knees.",
            (
                "Swapped foreign coins with {friend}: a hole in the middle, a dolphin, one with eleven corners. Worth "
                "nothing, love them."
            ),
            "Piled a stack of coins for every day I didn't smoke. It's taller than the lamp now.",
        ),
        "piggy bank": (
            (
                "We opened the class piggy bank today: 212.40, all of it from bottle deposits. The children voted, and "
                "the money goes to a bench for the bus stop where the old people wait."
            ),
            "Had to smash the piggy bank today. The boiler doesn't care that she had a name.",
            "Eight years, one pig, coins only. Count on {day}, guesses welcome, and the winner gets the rubber plug.",
            'My niece feeds her piggy bank buttons as well "so it isn\'t hungry between".',
            "Butter knife, hairpin, patience: how my sister and I robbed our own piggy banks for ice cream in 1988.",
            (
                "The piggy bank on the bar of the pub in {place} pays for the children's Christmas party. It's already "
                "on its third pig."
            ),
            "Is it a piggy bank if it's an owl? We've got an argument going, it's about the word, not the money.",
            "A coin in the pig for each swear word. My husband is funding our holiday.",
            "My grandmother's piggy bank has no hole underneath. You had to mean it.",
            "Got a glass piggy bank so the kids can watch it fill. Since then they ask for chores. I recommend it.",
            "Our piggy bank survived two moves and an earthquake drill and fell to a cat at {time}.",
            "Each time I skip the taxi, the fare goes into the piggy bank. {number} skips so far this month.",
            (
                'Three pigs: spend, save, give. The five-year-old put nearly all of it in "give" and I had to go and '
                "look out of the window."
            ),
            (
                "The bank doesn't accept piggy banks at the counter since {season}. They looked at my son as if he'd "
                "brought a live one."
            ),
            "{friend} made me a clay pig for my first salary. It has a surprised face and no money in it. Like me.",
            'The old piggy bank in the attic held dead currency and a note, "For my pony". In my handwriting.',
            (
                "Do you give interest on pocket money? Ours get a coin on top for every ten that stay in the pig. "
                "They've gone very quiet."
            ),
            "A pink porcelain pig, ugly as sin, and it has paid for every one of my driving lessons.",
            "Put the pig on the windowsill as a reminder. Now it's full, and I'm too fond of it to use a hammer.",
        ),
        "house for sale": (
            'House for sale on our street. "Cosy" in the advert, and you can touch both walls of the kitchen.',
            "{number} viewings, {number} couples with tape measures, one old lady who just wanted to see her old room.",
            (
                "We're buying the house! Thirty years of debt, four rooms, a wet cellar, a cherry tree. I feel sick "
                "and happy."
            ),
            (
                "How far over the asking price did you go? The sellers of our house want eleven per cent and a letter "
                "about our feelings."
            ),
            "They're selling my grandparents' house on {day}. Strangers will have the swing.",
            (
                'Houses for sale, translated: "potential" means roof, "lively" means pub, "charming" means '
                "stairs you climb like a ladder."
            ),
            "The house at the end of our lane in {place} has been for sale so long that a wren nests in the sign.",
            "Before we bought the house we asked the neighbours. The survey missed the flood, the neighbours didn't.",
            "Sold! We cried in the empty hall, then drove off with the cat and a fern on the back seat.",
            "Save for the deposit, they said. For every step we save, the price of a house takes two.",
            "Look at a house in rain and in the dark, and once on a {day} at school run time. Then make an offer.",
            "For sale: our house, {number} rooms, slightly haunted by my model railway. Buyer must like tunnels.",
            (
                'At the house we want the surveyor found "historic movement". So did my knees when he told us the '
                "price of fixing it."
            ),
            (
                "Our house in {place} is for sale and I've written the buyers a list. The stair that creaks, the "
                "window that needs a push, when the swifts come back, which neighbour has the spare key and likes plum "
                "cake."
            ),
            "Outbid by forty thousand, cash, on a house with no bathroom. Off for a walk before I say something.",
            "I keep looking at homes for sale in places where I know nobody. {friend} calls it holiday for cowards.",
            "Interest rates rose half a point and the house we'd wanted was back on the market, cheaper.",
            "House viewing tip that costs nothing: flush every loo, open every window, stand still and listen.",
            'The "for sale" board at number 9 is down. New curtains, three bikes. The street\'s breathing again.',
        ),
        "receipt": (
            "This receipt is 70 centimetres long. I bought gum.",
            (
                "Found a supermarket receipt from 1996 in a cookbook. The same list today costs three times as much "
                "and I still forget the eggs."
            ),
            "The restaurant receipt says we paid for table nine's fish. Only saw it at home. They were nice about it.",
            "The till charged me for 11 lemons instead of 1. Always read your receipt before the sliding doors.",
            "Keeping each receipt for a month was the plan. Got through {number} days before the shoebox won.",
            "Thermal paper fades, folks. Photograph the receipt for the fridge before the guarantee turns white.",
            'On the back of a receipt from the cafe in {place}: a poem, half a phone number, "sorry". I\'ve kept it.',
            "Does anyone check the weights on a receipt? 0.412 kg of grapes, I swear it was the bag.",
            "Year of receipts, all typed in. Cheese: 611. I'm not ready to talk.",
            "My grandmother checked every receipt with a pencil by the exit. It embarrassed me. I do it now.",
            (
                "Business trip expenses: lost one receipt for a sandwich, filled in {number} forms. The forms cost "
                "more than the sandwich."
            ),
            '"Would you like your receipt?" No. Then, at {time}, the kettle exploded.',
            "You can see on our receipts when our son was born: wine, cheese, wine, nappies, nappies, nappies.",
            "I returned a lamp without a receipt by showing them a photo of me, happy, leaving the shop with it.",
            'The receipt said "you saved 3.20". I\'d gone in for milk and spent 48.',
            "{friend} splits bills to the cent off the receipt. It takes a while, but nobody ever grumbles.",
            "The tax office wants the receipt for a ladder from seven years ago. I've been waiting for this day.",
            (
                'Somebody wrote "thank you for being kind to her" on my receipt. It was her first day at the till, '
                "that's all I knew."
            ),
        ),
    },
)
