"""Posts about football."""

from pipeline.sample.voice import Phrases

PHRASES = Phrases(
    openings=(
        "Match notes:",
        "Straight from the terrace:",
        "Voice gone, thumbs still working.",
        "Sunday league bulletin:",
        "From row F:",
        "Hot take, cold pie.",
        "Football thoughts:",
        "Writing this on the supporters' bus.",
        "For the football lot in here:",
        "Scarf's drying on the radiator.",
        "From the touchline:",
        "Half an hour to calm down, and now this.",
    ),
    closings=(
        "Up the Rovers.",
        "Tell me I'm wrong.",
        "That's the game for you.",
        "My throat hurts.",
        "Did anyone else see it?",
        "I'll be back next week regardless.",
        "My mother-in-law still calls it soccer to annoy me.",
        "Same time next Saturday?",
        "Not that I'm still thinking about it.",
        "Pass the flask.",
        "Football, eh.",
        "You can't coach that, or so they tell me.",
        "Now for the long drive home.",
        "What would you have done?",
        "The group chat is on fire.",
    ),
    hashtags=(
        "football",
        "matchday",
        "grassroots",
        "sundayleague",
        "terrace",
        "thebeautifulgame",
        "nonleague",
        "fulltime",
    ),
    subjects={
        "penalty kick": (
            (
                "He blew for it in the ninety-third minute. Our centre half took the penalty because nobody else "
                "would look up, and he put it in the top corner."
            ),
            "Never, ever change your mind in the run-up. Pick a side the night before and sleep on it.",
            'Missed a penalty in front of my daughter\'s whole class. She told them I was "aiming for the fence".',
            "Is a stutter in the run-up clever or just rude?",
            "The keeper pointed left, I went left, he went left. So that was that for the cup.",
            "Nerves of steel from our number ten. Down to the last kick and she buried it. So proud of this team.",
            (
                "Our under-elevens practised penalties with a dustbin lid hanging from each corner of the goal. On "
                "{day} they won the shoot-out five to four."
            ),
            (
                "Handball? He had his back turned and his arms folded. I've watched it {number} times and I'm "
                "angrier each time."
            ),
            (
                "A chipped penalty, down the middle, at nil-nil, in the rain. {friend} is either a genius or banned "
                "from the team bus."
            ),
            "My heart rate during the shoot-out was 148. I was sitting down. I was eating crisps.",
            (
                "The best penalty taker I ever saw was a retired postman in {place}, sixty-one years old, two "
                "steps, side foot, never missed."
            ),
            (
                "Statistics from our league: of the last forty penalties, thirty-one scored, six saved, two over "
                "the bar, one into the burger van."
            ),
            "Why does the player who was fouled always want to take it? Sit down, your knee is bleeding.",
            "Goalkeepers ought to be allowed to move. There, I said it, and I'm a striker.",
            "We lost on penalties to the village with eleven houses. They had a plan and a drummer, we had neither.",
            'Coach\'s advice before the spot kick: "Think about something nice." I thought about lasagne and scored.',
            (
                "The spot had turned into a puddle, so the referee paced out a new one. Everyone agreed it was "
                "eleven metres. It was not eleven metres."
            ),
            "Saved one tonight! With my face, technically, but the ball did not cross the line.",
            (
                "Nobody talks about the walk from the halfway line to the penalty spot. Longest forty metres in "
                "sport, and you can hear your own boots."
            ),
        ),
        "stadium": (
            (
                "First time under the lights at the old stadium since I was seven. The stairs are shorter, the "
                "noise isn't."
            ),
            "They want to name our stadium after a mattress company. I've signed the petition twice.",
            (
                "Arrived two hours early just to watch the sprinklers and the empty stands. Best part of the day, "
                "some weeks."
            ),
            "Which football ground has the best away end? I'm planning the {season} around trains and pies.",
            (
                "The floodlights failed at {time} and forty thousand phones came out. Nobody booed. It was like "
                "sitting inside a Christmas tree."
            ),
            "My seat is behind a pillar. I have seen every match for six years and not one goal at the north end.",
            "The new stadium in {place} has padded seats, three sorts of noodles and no atmosphere whatever.",
            (
                "Took Grandad back to the stadium where he sold programmes in 1958. The man at the gate let him "
                "walk out to the centre circle."
            ),
            "The stadium roof amplifies everything. When our end sings, you feel it in your ribs before you hear it.",
            (
                "Queue for the turnstile: twenty-five minutes. Queue for the toilet: nineteen. Match: four-nil down "
                "by the time I sat."
            ),
            (
                "Stadium tour tip: ask for the last one of the day. The guide was in a good mood and let us sit in "
                "the dugout."
            ),
            (
                "Standing areas are back in our stadium after thirty years. I'd forgotten how much warmer you are "
                "when everybody's jumping."
            ),
            "What an atmosphere tonight. Full stadium, flags everywhere, sang from start to finish. Goosebumps.",
            (
                "Found a gull's nest on the floodlight mast at the ground. The club has moved the drone filming and "
                "put up a small sign."
            ),
            (
                "{friend} proposed on the big screen at half-time. The crowd sang \"you don't know what you're "
                'doing" and she said yes.'
            ),
            "The concrete bowl they're knocking down this {season} is ugly and I will miss every stained centimetre.",
            (
                "Non-league ground of the week: one stand, a hedge, a tea hut with real mugs, and a goat behind the "
                "corner flag."
            ),
            (
                "Parking at the stadium now costs more than my first season ticket. I walked from the ring road out "
                "of spite."
            ),
            "Empty stadium, sunset, groundsman on his little tractor drawing stripes. I could have watched till dark.",
        ),
        "goalkeeper": (
            (
                "Goalkeepers don't get mud on their knees by accident. That save on the hour won us the point, "
                "whatever the back page says."
            ),
            "My son has announced that he wants to be a goalkeeper. We've moved the vase.",
            "Twenty-nine clean sheets, and what do they remember? The one that went through my legs.",
            (
                "Our keeper brings a thermos and a paperback and leaves both against the post. We're that good or "
                "the others are that bad."
            ),
            "Any tips for cold hands in goal? I've tried two pairs of gloves, and then I couldn't throw.",
            "Clean sheet! Third in a row. Big thanks to the back four who made it an easy evening.",
            "He came for the corner like a man running for a bus, and he missed it like one too.",
            "Fingertip, post, other post, arms. I'd buy the tape of that save and show it at weddings.",
            "Hardest thing in goal is the ninety minutes of nothing before the one second of everything.",
            (
                "{friend} went in goal because our keeper had a christening. Let in seven, stopped a penalty, wants "
                "to stay there."
            ),
            "Bring back the goalkeeper in plain green with a flat cap. Neon orange frightens the children.",
            "Training tonight: two hundred crosses, wet ball, low sun. I hugged the shower.",
            (
                "Our goalkeeper talks for the full ninety. To us, to the ref, to the posts. He says the posts are "
                "the best listeners."
            ),
            "Is sweeping up behind a high line worth the heart attacks? Ours was on the halfway circle twice on {day}.",
            "She's fifteen, she's the only girl in the side, and she stood in that goal in {place} like a locked door.",
            "I kept goal for twenty years and my fingers point in ten directions. Would do it again tomorrow.",
            "Gloves on the radiator, knees in ice, cup of tea at {time}. The goalkeeper's Sunday evening.",
            (
                "Watched a keeper score from his own box, wind behind him, one bounce. He apologised to the other "
                "one. Goalkeepers' union."
            ),
            "Punch or catch? Our dressing room nearly came to blows about it, with a demonstration.",
        ),
        "football on grass": (
            "Fresh-cut grass, one old football, no one else about. I did forty keepie-uppies and I'm forty-four.",
            (
                "The ball's still out there on the pitch, exactly where the whistle left it. Nobody could bear to "
                "fetch it after that defeat."
            ),
            "Our pitch slopes so much that you choose ends, not kick-off.",
            (
                "Found my childhood football in the long grass behind Mum's garage. Flat, grey, signed by the whole "
                "street."
            ),
            "Plastic pitches are fine until you slide. My hip still has the pattern from {day}.",
            (
                "Dew on the ball at {time}, studs crunching, breath in clouds. Early kick-offs have something going "
                "for them."
            ),
            "Does anyone mow a small goal area in the back garden, or is that only my husband?",
            "The groundsman in {place} talks to the turf like to a nervous horse. Best surface in the county.",
            "Nothing beats a kickabout with old friends. Eight of us, one ball, no score kept.",
            (
                "Kicked a ball about with the neighbours' kids in the park until we couldn't see it any more. I got "
                "nutmegged by someone in wellies."
            ),
            "Four jumpers for goalposts, rush goalie, next goal wins. It has been next goal wins since three o'clock.",
            (
                "Waterlogged again. The referee dropped the football on the centre spot and it simply stayed, like "
                "an egg in salad."
            ),
            (
                "Moles have been on the pitch. {number} hills in the left-back position, which is more than our "
                "left back covered all year."
            ),
            "I pumped up the match ball with a bicycle pump and a hairpin and I would like that noted in the minutes.",
            (
                "There's a worn brown patch in the grass outside our block in exactly the shape of thirty years of "
                "football."
            ),
            (
                "A leather football from the sixties weighs about as much as a small dog when wet. Headed one at "
                "the museum day. Once."
            ),
            "We painted the lines ourselves with a borrowed roller. The centre circle is more of a centre potato.",
            "Grass stains on football kit: white vinegar, then sunshine. Ask me how many I wash a week.",
            (
                "Dog on the pitch at nil-nil, stole the ball, ran the length of the field, rounded the keeper. Best "
                "move of the match."
            ),
        ),
        "trophy": (
            "The trophy has a dent from 1974 and every captain since has been told the story wrong on purpose.",
            "We won it! Under-nines, indoor, four teams took part, but have you ever seen a trophy held so high?",
            'Mum keeps my only trophy on the piano. "Most Improved, 1999." I\'ve been coasting since.',
            (
                "Who polishes the cup at your club? Ours is done by Edith, ninety, with toothpaste, and nobody else "
                "may touch it."
            ),
            "Runners-up again. That's {number} silver medals, and I've started hanging them in the downstairs loo.",
            (
                "The lid went missing during the celebrations in {place}. If you've got it, leave it on the step, "
                "no questions."
            ),
            "Carried the trophy home on the bus. A stranger asked if it was an urn.",
            "It holds exactly four and a half pints. We established that scientifically after the final.",
            "Our office league trophy is a spray-painted teapot on a plank. Grown men have cried over it.",
            "Unpopular: giving every child a medal is fine. They're six, Kevin.",
            "Engraver spelled our club's name wrong on the cup, so we're keeping the cup and considering the name.",
            (
                "The captain gave the trophy to the tea lady to lift first. Forty years of half-time oranges, and "
                "there wasn't a dry eye."
            ),
            (
                "Eleven seasons, two relegations, a pitch invasion by sheep, and on {day} a trophy at last. I slept "
                "next to it."
            ),
            "{friend} dropped the cup off the open-top bus. It bounced. We have footage.",
            "Our cabinet has one trophy, and it's for darts.",
            (
                "Saw the old trophy in the museum up close. It's tiny! All that shouting for something the size of "
                "a coffee pot."
            ),
            (
                "Ribbons on the cup already in their colours before the final whistle. We saw it from the pitch, "
                "and that's when we woke up."
            ),
            (
                "Is it bad luck to touch the trophy before the final? Our winger stroked it on the way out and I "
                "haven't slept since."
            ),
        ),
        "scoreboard": (
            (
                "Scoreboard says 0–4 and there are eighty minutes on the clock. The away end is singing louder than "
                "ever, I love these fools."
            ),
            "The manual scoreboard only goes up to five. We found out on {day}.",
            "I was in charge of changing the numbers today. Power went to my head and I gave us one for effort.",
            (
                "Final score 3–3, after being three up with ten minutes left. I turned round and stared at the "
                "scoreboard, as if it might apologise."
            ),
            (
                "Does your ground still have the old clock with the hands? Ours stopped at {time} in 1988 and it's "
                "staying."
            ),
            (
                "The electronic scoreboard in {place} showed a birthday greeting for someone called Gavin during "
                "the minute's silence."
            ),
            (
                "It's the hope that gets you. One-nil on the board from the fifth minute, and then eighty-five "
                "minutes of looking at the clock."
            ),
            "2–2, 2–3, 3–3, 4–3. I've no nails left, and my notebook for the score looks like a seismograph.",
            (
                "My boy operates the scoreboard at the village ground with a pole and hooks. He refuses to put up "
                "the opponents' goals until they've been \"confirmed\"."
            ),
            "Somebody's pigeon sat on the zero all through the second half, so officially we lost by a bird to one.",
            "What's the worst scoreline you have stayed to the end for? Mine is 0–9, in hail.",
            (
                "Scoreboard went dark after the equaliser, and an old man behind me kept score on his fingers for "
                "the entire block."
            ),
            (
                "Nil-nil on the board at half-time, six-one at full time. Whatever she says in that dressing room, "
                "bottle it."
            ),
            (
                "Took a picture of the scoreboard while it said we were winning away. It lasted ninety seconds and "
                "it is now my wallpaper."
            ),
            (
                "Scores from the weekend: firsts lost, seconds lost, thirds lost, veterans drew. Veterans' bus had "
                "the best songs."
            ),
            "They've put adverts on the scoreboard where the score used to be. I missed a goal because of a sofa.",
            (
                "{friend} left at the eighty-eighth minute to beat the traffic. I sent a picture of the scoreboard "
                "at the end, with no comment."
            ),
            "No scoreboard at our level. You ask the man with the flask, and he's usually two goals out.",
        ),
        "boots": (
            "New boots, first match, two blisters the size of coins. Should have worn them in the bath like Dad said.",
            (
                "My boots are older than our left winger. Black, leather, resoled twice, and they still know the "
                "way to goal."
            ),
            "Wet boots get newspaper inside, never the radiator. I will die on this hill, with supple boots.",
            "What happened to plain black football boots? My changing room looks like a bag of sweets.",
            "Left boot stayed in the mud by the corner flag. I took the corner in a sock, and we scored.",
            "The cobbler in {place} stitched my boots for a jar of honey. Good for another season.",
            "{friend} wore one size eight and one size nine boot for an entire match and only noticed in the shower.",
            (
                "Ninety pairs of outgrown boots on the swap table at the club today, and every one of them found "
                "feet by noon."
            ),
            "Studs or moulds on a frozen pitch? Kick-off's at {time} and the ground is like a car park.",
            "Found last season's mud still in the boot bag, in the shape of the boot. The boot was not in there.",
            "He polishes them every Friday night with a toothbrush. He's a substitute. I respect it enormously.",
            (
                "My first boots were my cousin's, stuffed with cotton wool, three sizes up. I scored in them, and "
                "I've chased the feeling ever since."
            ),
            "Laces. Ninety-four minutes, one on one with the goalkeeper, and I trod on my own laces.",
            "Hung up the boots on {day} after twenty-six years. Literally, there's a nail in the shed.",
            "Golden boots on a bloke in the eighth division. He'd better be good. He was not good.",
            "Boot room smell: leather, wet grass, embrocation, old banana. If they made it a candle I would buy it.",
            "Kid's feet grew again. {number} months, three pairs of boots. At this rate I'll need a transfer fee.",
            (
                "Boot-cleaning tip: let the mud dry, bang them together outside, stiff brush, damp cloth, done. "
                "Nobody needs the special foam."
            ),
        ),
        "match poster": (
            "The match poster for {day} is up outside the chip shop. Someone has already drawn glasses on our striker.",
            (
                "I collect old match posters. Tonight's find: a charity game of 1963, bakers versus butchers, "
                "admission one egg."
            ),
            (
                "Printed two hundred posters for the derby and misspelled the rivals' name. We're telling everyone "
                "it was deliberate."
            ),
            "Our club's posters are lino prints by the goalkeeper's sister, and they're the best thing about the club.",
            (
                "They put the kick-off at the bottom of the poster in the smallest type there is. Half of us turned "
                "up at {time}, and the others had finished."
            ),
            "Who designs your match posters? Ours look like a tax form with a ball on it.",
            'The poster said "local rivals, fierce battle". It was nil-nil with one shot, and that was a back-pass.',
            "My face is on the match poster this week! It's the photograph with my eyes shut, but still.",
            (
                "Hand-painted poster on a bedsheet from the bridge: COME ON YOU LILACS. Drivers honk, and half of "
                "them don't even know the team."
            ),
            "Found the cup final poster from {place} rolled up in Dad's loft, tea stain and all. It's at the framer's.",
            "Retro posters are all very well, but tell me where, when and against whom.",
            'Rain took the ink off every poster in town, so the derby is apparently against "vers".',
            (
                "Kids at the school drew the match posters this time. In one the referee has {number} legs. "
                "Accurate, some weeks."
            ),
            "{friend} swapped a signed match poster for a wheelbarrow. Both sides think they won.",
            (
                "Pasted up posters with the supporters' club until midnight, bucket, brush, ladder, flask. My "
                "sleeves are stiff as boards."
            ),
            "There's one lamp post where the posters go back so many seasons that you can read them like tree rings.",
            "The poster promised fireworks after the match. It was Barry, with two sparklers.",
            "Two colours, big type, one ball. Every good match poster I've ever seen could be described in six words.",
        ),
    },
    alone={
        "penalty kick": (
            (
                "When I was twelve I had to take the last penalty of the county final and I put it so far over the "
                "bar that it went into the cemetery. I've had that dream for thirty years. Last month the club rang "
                "up about a veterans' tournament, same ground, same goal. It went to penalties, and naturally they "
                "all looked at me. I'd like to write that I scored. I hit the post, and it rolled along the line, "
                "and went in off the goalkeeper's heel, and I lay down on the grass and laughed till they carried "
                "me off."
            ),
            "Referee question: if the penalty taker slips and touches the ball twice, is it retaken or a free kick?",
        ),
        "stadium": (
            "Two spare tickets for {day}, north stand, row K. Face value, first come first served.",
            (
                "My dad and I haven't talked much since I moved out. We've got two seats in row P, though, and "
                'every other Saturday he saves mine with his scarf. We say "never offside" and "he\'s got to score '
                'that" and "tea?" It isn\'t much. But when the stadium goes up, he grabs hold of my sleeve without '
                "looking, the same way he did when I was six, and doesn't let go until they've kicked off again."
            ),
        ),
        "goalkeeper": (
            (
                "Wanted: goalkeeper for a friendly five-a-side, {day} evenings, all levels. Our current one is "
                "moving away."
            ),
            (
                'Things shouted at our goalkeeper by his own mother this {day}: "Stand up straight." "That\'s not '
                'yours, leave it." "Are you cold?" "Say sorry to that boy." And after he had saved a penalty in '
                'the last minute, quite softly, so only three of us heard it: "Well, I\'d have gone the other way."'
            ),
        ),
        "football on grass": (
            "Under-tens training is back on grass from {day}. Boots, shin pads, water bottle, please. Pitch two.",
        ),
        "trophy": (
            (
                "League champions! First time in the club's history. Celebration at the clubhouse from {time}, "
                "everyone welcome."
            ),
            (
                "The trophy goes to a different house each week, that's the rule here. It's been on an ironing "
                "board, in a cot, on a combine harvester, in the window of the chemist's between the sun creams. "
                "Mrs. Pell had it for the week her husband was in hospital, and she says she polished it every "
                "night and told it the news. We've never written the rule down, and I hope we never will."
            ),
            (
                "The player of the year trophy goes to {friend}. Never missed a session, never stopped running. "
                "Well deserved."
            ),
        ),
        "scoreboard": (
            "Full time: 2–1. Late winner, three points, up to fourth in the table. Safe journey home to everyone.",
            (
                "1–1 at the break. They've had more of the ball, we've had the better chances. Still all to play "
                "for on that scoreboard."
            ),
        ),
        "boots": (
            "Can anyone suggest boots for wide feet? Everything I try pinches on the outside.",
            "Kids' football boots to give away, size 34, worn one season. Collect near the station in {place}.",
        ),
        "match poster": (
            "Love this year's match poster, great colours, great lettering. Can we buy a print of it anywhere?",
            "Cup tie on {day}, kick-off three o'clock, entry free for under-sixteens. Poster attached, please share.",
        ),
    },
)
