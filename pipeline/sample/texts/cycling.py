"""Posts about cycling."""

from pipeline.sample.voice import Phrases

PHRASES = Phrases(
    openings=(
        "Ride report:",
        "From the saddle:",
        "Helmet hair and all:",
        "Café stop dispatch:",
        "Short one from the bike shed:",
        "Two wheels, one thought.",
        "Chain oil on the screen again.",
        "For the cyclists in here:",
        "Still in my cycling shoes, so briefly:",
        "Legs are toast, fingers work.",
        "From the hard shoulder of life:",
        "Bike talk, scroll on if you must.",
    ),
    closings=(
        "Wave when you see me.",
        "Tailwind both ways, I wish.",
        "Anyone else?",
        "My legs will file a complaint tomorrow.",
        "Cake was eaten.",
        "Washed the bike, not myself.",
        "Ride safe, all of you.",
        "Where would you ride next?",
        "Kettle on.",
        "The dog ran out to greet the bike, not me.",
        "No headwind has ever been forgiven in this house.",
        "I'm counting it as training.",
        "Is it just me?",
        "Off to find the other glove.",
        "Bell on, lights on, home.",
    ),
    hashtags=(
        "cycling",
        "bikelife",
        "twowheels",
        "outsideisfree",
        "ridemore",
        "fromwhereiride",
        "bikestories",
        "pedalpower",
    ),
    subjects={
        "road bike": (
            "102 kilometres before lunch, most of them into the wind. The road bike is spotless, I look like a ditch.",
            (
                "Bought a steel road bike from 1986 off a widow in {place}. Down-tube shifters, original bar tape, "
                "and a note in the saddlebag with her husband's favourite loop."
            ),
            "Is a ten-speed cassette really so embarrassing? The café crowd today treated my bike like a museum piece.",
            "Dropped on the first hill, again on the second, waited for at the third. I love my club.",
            (
                "New tyres, 32 wide, soft as bread. My hands haven't gone numb once, and I owe an apology to "
                "everyone I lectured about 23s."
            ),
            "Someone has invented a road bike with no visible cables, and my mechanic has invented a new hourly rate.",
            (
                "Left on the road bike at {time} in shorts. There was frost in the ditches by the second village, "
                "and I had made a choice."
            ),
            "The bar tape is red. It adds at least two kilometres an hour, all of them in my head.",
            (
                "Took the lightest bike I own up the longest road I know, and was overtaken by a postwoman on an "
                "upright with panniers."
            ),
            (
                "Riding in a paceline is mostly trust and looking at somebody's back wheel. {friend} has the "
                "steadiest wheel in the county."
            ),
            (
                "My frame cracked at the bottom bracket after nine years and thirty-one thousand kilometres. We had "
                "a small farewell in the garage."
            ),
            (
                "Hot tip for long days on the road bike: eat before you are hungry, drink before you're thirsty, "
                "stop before you are horrible."
            ),
            "Cleats, day one. Fell over at the lights. In front of the bus queue. In slow motion.",
            (
                "I measured my saddle height with a book, a spirit level and my patient wife. Three millimetres up "
                "and the knee pain has gone."
            ),
            (
                "Smooth tarmac! They've resurfaced the lane past the quarry, and I rode it four times like a child "
                "on a slide."
            ),
            "First ride on the new road bike. It's quick, it's quiet, I'm in love.",
            (
                "Sunday loop: two rivers, one level crossing, {number} villages, zero traffic lights, one very "
                "territorial goose."
            ),
            "Why does the one gear I want always click?",
            "White bib shorts, a rain shower and a road with fresh tar. Lessons were learned by the whole group.",
        ),
        "mountain bike trail": (
            (
                "The new trail above {place} is all roots for the first kilometre and then somebody opens a door "
                "and it flows."
            ),
            "Went over the bars at the drop everybody walks. Bike fine, ego in the bracken.",
            "Mud to the axles. I carried my mountain bike for longer than it carried me.",
            "Please don't ride the trails in a thaw. We spent {number} weekends digging those berms.",
            (
                "Tubeless burped on the rock garden, I fixed it with a tyre plug and a prayer, and made it down to "
                "the car park on 12 psi."
            ),
            "Night ride with {friend}: two lamps, one owl, one badger, and the noisiest brakes in the forest.",
            "Mountain bikers: do I want 140 or 160 of travel for a place with nothing bigger than a kerb? Be honest.",
            "Cleared the gap today. Three years I've been rolling up to that edge, looking, and turning round.",
            (
                "There is a spot on the blue bike trail where the pines end and you suddenly see the entire valley. "
                "I've crashed there twice, looking."
            ),
            "Hardtail for life. If your knees do the suspension, nobody needs to service a shock.",
            (
                'A woman of at least seventy passed me on the switchbacks and said "lovely evening" without being '
                "out of breath."
            ),
            "My full-face helmet smells like a wet dog's opinion. It's the price of a lift-assisted summer.",
            'Green trail with the kids, and the six-year-old yelled "send it" at a molehill. Proud parent.',
            (
                "The roots on the downhill were like soap at {time}, and by eleven my tyres gripped them like "
                "sandpaper. Let the sun do its work."
            ),
            "Best day out on the mountain bike in ages. Good people, good dirt, nobody hurt.",
            (
                "Signs on our singletrack: one bell, one smile, walkers first. It took five years to get the "
                "landowner to agree, so let's not lose it."
            ),
            (
                "Berms: look through the corner, outside foot down, stop touching the brake. I know it all and I "
                "brake anyway."
            ),
            "Shuttle day rained off. We drank cocoa in the van, watching bikes drip.",
        ),
        "bike repair": (
            "The creak wasn't the bottom bracket, nor the headset, nor the seatpost. It was a key in my saddlebag.",
            (
                "Spent the evening truing a wheel on upside-down forks with two pencils as a gauge. Half a "
                "millimetre. I'm insufferable."
            ),
            "Fixed {friend}'s puncture in four minutes at the roadside and will mention it for years.",
            "Which chain lube for a wet {season}? I've got three bottles, and everybody swears at two of them.",
            (
                "Took the brakes apart and the tiny spring flew off. You know the one. I've been on the kitchen "
                "floor with a torch since {time}."
            ),
            (
                "Our repair café did forty-one bicycles today, including one rescued from the canal with a mussel "
                "in the bell."
            ),
            "Hydraulic brakes bled, only one cup of fluid on the carpet. Calling that progress.",
            "Dear manufacturers, there are already nine bottom bracket standards. Nobody is asking for a tenth.",
            "A zip tie, a bit of tent pole, and the derailleur held for the thirty kilometres back to {place}.",
            "Learned to swap cables from a twelve-year-old at the bike kitchen. She was patient with me.",
            (
                'Bike stand in the living room. "Only for the weekend." It\'s been there since March and has a '
                "plant on it."
            ),
            (
                "Turned the barrel adjuster the wrong way for a good half hour. Small correction, big silence, "
                "perfect shifting."
            ),
            "The bike shop wanted ninety for a service, so I did it myself for a hundred and forty in tools.",
            (
                "Check your headset: front brake on, rock the bike, feel for a knock. Mine knocked like a "
                "door-to-door salesman."
            ),
            "Patch kit glue dries out in exactly the time between two punctures. Always.",
            (
                "Found my grandfather's cone spanners in a tobacco tin, and they fit. Serviced my hubs with them "
                "and felt about ten."
            ),
            "Stripped bolt in the stem. I've used a rubber band, a hammer and words my children shouldn't know.",
            "Does everybody else have one leftover washer after putting the bike together again?",
        ),
        "race finish": (
            "Sprint finish, four wide, and the one with the basket on his handlebars won it. The crowd lost its mind.",
            "Forty-third out of sixty, and I raised both arms across the line. The photographer looked confused.",
            "Last lap, bell ringing, legs gone. I've never been so happy to see a bit of tape on a road.",
            (
                "Stood at the race finish in {place} with a cowbell from noon to five. My ears are still ringing, "
                "and I want to go again."
            ),
            (
                "She won by the width of a tyre, after a hundred and forty kilometres! We had to wait for the photo "
                "like at the horses."
            ),
            "Finished my first race! Not fast, not pretty, but I crossed that line.",
            "Celebrated too early, got pipped on the line by {friend}. There's a video, and everyone I know has it.",
            "Last place got the loudest cheer of the day. He stopped just before the finish and kissed the tarmac.",
            "How on earth do you sprint after six hours? I stood up and my legs filed for divorce.",
            (
                "Volunteered with the flag at the finish today. Nobody warns you about the wind they make when they "
                "come past."
            ),
            (
                "Time trial: I missed my target by one second. One! That's a gear change, that's a blink, that's "
                "the fly I swallowed."
            ),
            "My race number came off, the timing chip fell in a cattle grid, so officially I'm still out there.",
            (
                "The junior race ended in a bunch sprint of {number} ten-year-olds and one parent running alongside "
                "in sandals."
            ),
            (
                "Cyclocross finish: I couldn't tell the first three apart for mud. The commentator just said \"well "
                'done, whoever you are".'
            ),
            (
                "Two riders crossed the line holding hands after breaking away together since {time}. The rule book "
                "wants a winner, nobody else did."
            ),
            (
                "Crash fifty metres from the finish. He picked up the bike and walked it over the line, and the "
                "whole street clapped him in."
            ),
            "The podium champagne was apple juice, the prize was a ham, and it's the proudest I've been all year.",
            (
                "Marking out the finish straight for {day} with chalk and a long ruler. Every town should close its "
                "high street for bikes once a year."
            ),
            (
                "I trained for eight months and finished outside the time limit by four minutes. The broom wagon "
                "driver gave me half a sandwich."
            ),
        ),
        "commuting by bike": (
            "Two weeks of commuting by bike: one puncture, two wet socks, nine sunrises. The bus got none of that.",
            "It takes 24 minutes by bike, 35 by car, 50 by train. I'm not virtuous, I like my bed.",
            "Drivers who wave you across when you've got a stop sign: it's kind, please don't.",
            "What do you do with your hair under a helmet when there's a client at nine?",
            "Cycled past the same heron at the canal every morning this {season}. We nod.",
            "The cycle lane on my commute ends in a lamp post. Not near a lamp post. In it.",
            (
                "My colleague started cycling to work after I left my spare bike on her doorstep with a ribbon on "
                "it. Now she's faster than me."
            ),
            (
                "Rain trousers are the ugliest garment known to man, and I've never loved anything more than I did "
                "at {time} today."
            ),
            "Roadworks: week seventeen. I know the digger man's children's names by now.",
            "There's a shower for cyclists at the new office. I've cried a little, it has hooks.",
            "Left work with a working rear light, arrived home as a rumour. Check your batteries, the dark's back.",
            (
                "The commute home through {place}: limes in flower, swifts overhead, someone practising the "
                "trombone. I took the long way."
            ),
            (
                "Ice on the bridge. If you ride in before the gritters, get off and walk the curve, I've a bruise "
                "shaped like the handrail."
            ),
            "My pannier holds laptop, lunch, shoes, a cabbage. Yes, every day, it's the same cabbage by now.",
            "Day one of riding to work. Took me forty minutes. I arrived awake and in a good mood, which is new.",
            "A taxi overtook me {number} times this morning, and I still got to the lights first.",
            "Cargo shorts to meeting in ninety seconds. The lift has seen things.",
        ),
        "helmet": (
            "My helmet cracked right across and my head did not. Buy the helmet.",
            "Yellow helmet, cost twenty, makes me look like a mushroom. My kids can find me in any crowd.",
            "Five years old is when you should replace it, says the label inside. Mine says 2009, and smells like it.",
            "Do you leave the helmet on in the shop? I do, and I bought onions looking like an astronaut.",
            (
                "A bee came into my helmet through the vent at forty kilometres an hour and left by itself a long, "
                "long second later."
            ),
            "New helmet day. It's light, it fits, it's green. Very happy.",
            (
                "{friend} painted the kids' helmets as watermelon, ladybird and hard-boiled egg. There are "
                "arguments about the egg."
            ),
            (
                "The helmet debate in the comments again. Wear one, don't wear one, but stop shouting at each other "
                "from cars."
            ),
            "My daughter sleeps in hers. It's been three days, and we have decided not to fight about it.",
            (
                "Lost the little foam pad at {time} and rode home with a plastic rib pressing a groove in my "
                "forehead. It's still there."
            ),
            (
                "Put the straps flat, two fingers under the chin, rim just above the eyebrows. Half the helmets I "
                "saw in {place} today were hats."
            ),
            "An airbag collar went off because I bent down for a coin. Full inflation, in the bakery queue.",
            "Helmet hair, day three hundred. I've given up and cut it all off.",
            (
                "The nurse asked whether I'd been wearing a helmet. I held up the two halves, and she wrote "
                "something down and gave me a biscuit."
            ),
            "Winter cap under helmet: it's the small joys. Ears are back in the conversation.",
            "The mirror that clips on my helmet changed everything. Now I know precisely who hates me.",
            (
                "Helmets for the school ride came in one colour, so we've {number} children who look like a bag of "
                "oranges."
            ),
            "Grandad wouldn't wear one, until Grandma knitted a cover for it. He now has four, one for each season.",
        ),
        "climb": (
            "Fourteen hairpins by bike, each with a number on a little sign. I talked to all of them.",
            "The climb out of {place} is only three kilometres, and I have never done it without swearing at a cow.",
            "Walked the last ramp. Twenty-two per cent, cobbled, wet leaves. Pride is for flat places.",
            "Climbs never get easier, you just get to the bakery at the top a bit sooner.",
            "What gear are you lot using for real climbs? I've a 34–28 and the knees of an old piano mover.",
            "Did it! The whole climb without putting a foot down. I've been trying since {season}.",
            (
                "Pedalled up into the cloud at {time}, out of it a quarter of an hour later, and there were "
                "mountains floating everywhere."
            ),
            (
                'An old man in sandals watched me grind past and said "the steep bit comes later". He was right, '
                "and I think he enjoyed it."
            ),
            (
                "Twice up the same climb on one {day} because I'd forgotten to start the computer. It didn't happen "
                "otherwise, did it."
            ),
            (
                "Snow walls on both sides of the road at the pass, higher than a bus. I put my hand out and let it "
                "drag along."
            ),
            (
                "{friend} sings on climbs, at ten per cent, in the saddle. Out loud, all the verses. It's "
                "demoralising and very effective."
            ),
            "Cattle grid, hairpin, cattle grid, hairpin, lungs, hairpin, café.",
            "Heart rate 181, speed 6. Butterflies overtook me, two of them, not even trying.",
            (
                "Turning round at the top of the pass to look at the road you came up: that grey bit of string down "
                "there was my morning."
            ),
            (
                'Someone has painted "you paid for this bike" on the steepest ramp. I laughed so much that I had '
                "to unclip."
            ),
            "I'm a heavy rider and I love climbing. I'm just not in any hurry about it.",
            (
                "The descent was my reward, and it rained. Forty minutes up in sunshine, and an hour down with numb "
                "fingers and the brakes howling."
            ),
            (
                "Climb of the month: nine kilometres through chestnut woods, never over seven per cent, a spring "
                "halfway. Bring an empty bottle."
            ),
            (
                "My nine-year-old made it up the whole climb by counting telegraph poles. {number} hundred, she "
                "says. I didn't dare check."
            ),
        ),
        "cargo bike": (
            "Two children, a cello and a pumpkin in the cargo bike. Room for more.",
            (
                "We sold the car. The cargo bike has done a thousand kilometres since {season}, and nobody has "
                "asked where the car is."
            ),
            (
                "Moved house by cargo bike! {number} trips, one mattress, a lot of rope, and {friend} on the back "
                "holding a lamp."
            ),
            "Parking a cargo bike on our street is like berthing a ferry. I get applause sometimes.",
            (
                "Anyone know a rain cover for a cargo bike that lasts longer than one winter? The zip on ours "
                "surrendered last week."
            ),
            'The kids call it the bucket. "Are we taking the bucket?" is now a sentence we say in public.',
            "My box bike weighs forty kilos, and the lift at the station has been broken since the Romans left.",
            "Weekly shop done with the cargo bike, in the sunshine, without looking for a parking space once.",
            "Ice cream round by cargo bike tonight, the bell is an actual cow bell. Sold out of lemon by {time}.",
            "Brake pads: four months. Nobody tells you what 160 kilos of family does to brake pads.",
            "Learned to corner a loaded cargo bike the honest way. The potatoes are still rolling down the hill.",
            (
                "The Christmas tree stuck out two metres front and back, with a bicycle lamp on either end. Three "
                "policemen waved."
            ),
            (
                "If your cargo bike wobbles at low speed, look far ahead, not at the front wheel. It took me three "
                "weeks and a hedge."
            ),
            (
                "Lent the cargo bike to the whole staircase. There's a calendar on the cellar door, and it's booked "
                "out till the end of the month."
            ),
            "Dog in the front box, goggles on, ears flying. We were photographed more than the cathedral.",
            (
                "It's the cheapest car I've owned, and the most expensive bicycle, and I can't decide which of "
                "those to tell my father."
            ),
            (
                "Both of them asleep in the box under the blanket. I rode round the park {number} more times, just "
                "in case."
            ),
            "School run rush hour: eleven cargo bikes, one roundabout, and a very courteous chaos.",
        ),
    },
    alone={
        "road bike": (
            (
                "Club run leaves the square at {time} on {day}. Sixty kilometres, steady pace, nobody gets left "
                "behind. New faces welcome."
            ),
            (
                "The plan was 200 kilometres. The plan did not include the ferry being out of order, the detour on "
                "gravel, two punctures within sight of each other, a wedding that we were made to join, or the hour "
                "in a barn while hail the size of peas came down. We got home at midnight with 214 on the clock, a "
                "slice of someone's wedding cake in each back pocket, and lights so dim that we sang to let the "
                "cars know that we were there."
            ),
        ),
        "mountain bike trail": (
            (
                "Trail conditions at {place}: dry up top, slick in the gully, one tree down after the second "
                "bridge. Climb round it on the left."
            ),
            "Trail crew on {day}: bring gloves, we bring soup. The bridge by the beech needs planks.",
        ),
        "bike repair": (
            (
                "A boy came into the repair café with a bike that had been under water. Everything was rust: chain "
                "like a stick, both brakes solid. I told him it'd be easier to find him another one. He said it was "
                "his brother's. So four of us spent the afternoon on it with oil, a blowlamp, a borrowed freewheel "
                "and a good deal of tea. At the end he rode it once round the yard, came back, and said the saddle "
                "was too low. He's grown, you see."
            ),
            (
                "Does anyone in the area have a chain whip that I could borrow for an evening? I'll bring it back "
                "with beer."
            ),
            (
                "Free bike repair morning at the library this {day}, nine till one. Brakes, gears and punctures. "
                "Donations go to the youth club."
            ),
        ),
        "race finish": (
            (
                "Congratulations to all 214 finishers today. Results are online, lost property is at the tent, and "
                "there is still soup."
            ),
        ),
        "commuting by bike": (
            (
                "The river path is closed between the weir and the footbridge until further notice. Allow ten more "
                "minutes if you commute that way."
            ),
            (
                "Rules of my commute, after {number} years: say good morning to the lollipop man. Never race anyone "
                "on an e-bike, you can't win that. Keep one dry pair of socks at work and tell nobody. If the sun's "
                "out and there's no meeting before ten, it's legal to take the river path. If the river path is "
                "flooded, it's legal to say that you didn't know."
            ),
            (
                "To whoever pumped up my flat tyre in the station bike racks and left a note with a smiling worm: "
                "thank you."
            ),
            (
                "Bike stolen outside the office. Blue city bike, dented mudguard, bell with a ladybird. I know it's "
                "hopeless, I'm posting anyway."
            ),
        ),
        "helmet": (
            (
                "Found a helmet on a fence post by the lane, size small, with a dinosaur sticker. Some little "
                "person's got a cold head."
            ),
            "Found: black children's helmet with a star on it, by the swings in the park. I hung it on the gate.",
        ),
        "climb": (
            (
                "I used to think there was something noble about suffering uphill. Then I rode the pass with a "
                "woman of eighty-one on a folding bike. She stopped at each bend, ate a plum, and looked at the "
                "view. I waited at the top for her, and it turned out she'd been waiting at the café down the other "
                "side since half past ten, because she'd been given a lift by a cheese van. She'd saved me a seat, "
                "and half the cheese."
            ),
            "The pass is open again since {day}. Road's clear, still some grit in the bends, water is on at the top.",
        ),
        "cargo bike": (
            "A man in {place} delivers coffins by cargo bike. Quietly, with a top hat. I think I would like that.",
            (
                "Selling our cargo bike now the kids ride by themselves. Well looked after, new brakes, rain cover "
                "included. It's been a good friend to us."
            ),
        ),
    },
)
