"""Posts about music."""

from pipeline.sample.voice import Phrases

PHRASES = Phrases(
    openings=(
        "Now playing:",
        "Rehearsal notes:",
        "Sound on.",
        "From the practice room:",
        "Straight from the band chat:",
        "B-side of my week:",
        "For the music people here:",
        "Between two songs:",
        "Liner notes:",
        "On repeat today.",
        "Soundcheck, one two.",
        "Bandroom gossip:",
        "Before I forget:",
    ),
    closings=(
        "Turn it up.",
        "What should I listen to next?",
        "Neighbours, forgive me.",
        "Practice tomorrow, then.",
        "You had to be there.",
        "Humming all the way home.",
        "Long live small stages and big sounds.",
        "That's all from the back row.",
        "Happy about that all day now.",
        "Music people are the best people.",
        "Life's better with a soundtrack.",
        "Who else plays?",
        "Play on.",
        "I needed that.",
        "The dog has left the room.",
    ),
    hashtags=("music", "livemusic", "nowplaying", "musicians", "songs", "localband", "practice", "listening"),
    subjects={
        "guitar": (
            "Barre chord F, day {number}. My finger says no, the song says yes.",
            'My late uncle\'s guitar came in the post with his handwriting inside the case: "Tune me." So I did.',
            (
                "Looking for a second guitar for our Tuesday group near {place}. Level doesn't matter. We do old "
                "country songs and film tunes, we stop for soup, and the youngest of us is 61."
            ),
            "Changed strings after two years and my old guitar woke up like someone had opened a window.",
            "Left the guitar by the radiator. The top has a crack now, and I've learnt what a humidifier is for.",
            "Is it too late to start guitar at 52? I've bought one, so please choose your words with care.",
            "{friend} can play any song after hearing it once and still only owns a guitar with five strings.",
            "Three chords, four verses, campfire in {place}. Nobody asked for anything more complicated.",
            "Built a guitar out of a cigar box and a broom handle. It's loud, it's wrong, I love it.",
            "There are two kinds of guitarists: those who tune before the song and those who tune instead of it.",
            "Guitar week three: fingertips sore, G to C clean for the first time this morning. Small thing, big grin.",
            (
                "Sold my electric guitar in {season} to pay for the boiler. Walked past the shop today and it's still "
                "in the window."
            ),
            "The pick is in the guitar. It's always in the guitar. I've been shaking it upside down for ten minutes.",
            (
                "My guitar teacher made me play one note for the whole lesson until it sounded like something. "
                "Annoyingly, she was right."
            ),
            "Open tuning changed the guitar for me: DADGAD, two fingers, and it sounds like a harbour in fog.",
            "Busked with my guitar under the railway bridge. Earned 14 coins, a plum, and a dance from a toddler.",
            "For sale: twelve-string guitar, twelve reasons why it's never in tune.",
            "Nylon strings, an open window, somebody downstairs practising the same study as me, half a bar behind.",
            "Flamenco lesson one: clap. Lesson two: clap better. I haven't taken the guitar out of the bag yet.",
        ),
        "piano": (
            "Somebody put a piano in the station at {place} and now I miss trains on purpose.",
            "The piano tuner comes on {day}. Until then the A above middle C sounds like a goose.",
            "Eleven years of piano lessons, and all my family ever wants is the one from the film with the boat.",
            "At the piano my left hand is a beginner and my right hand is grade six. They don't talk.",
            "We got an upright piano for free. Fourth floor, no lift, six friends, two ropes, one crate of beer.",
            (
                "How do you practise the piano at night without a fight? Felt pedal helps a bit, the neighbour's broom "
                "says not enough."
            ),
            "Bach on the piano before anyone's up. Eight bars, hands apart, then coffee.",
            "My gran has lost most of her words, but sit her at a piano and she plays both hands of the wedding waltz.",
            "A mouse nested in the church piano. The low D has been soft and slightly furry since {season}.",
            "Piano recital done! One memory gap, one bow too early. My daughter says nobody noticed. Bless her.",
            "Piano scales are push-ups. No one likes them and you can always tell who does them.",
            "Stride piano, left hand only, half speed. It's like patting your head while riding a goat.",
            "The grand piano in the town hall has initials scratched in the lid, and the mayor's are among them.",
            "Taking my first piano lesson in thirty years at {time} tomorrow and I've cut my nails as if for surgery.",
            (
                "They were going to throw out the school piano because two keys were dead. My father, retired joiner, "
                "has never touched a piano in his life, took it apart over {number} evenings with a torch in his "
                "mouth, and today the first years sang to it."
            ),
            "Digital piano at half past midnight. To my wife it's plastic tapping, to me it's a concert hall.",
            (
                "{friend} and I played a piano duet with crossed arms and bumped elbows in every bar. The audience of "
                "two aunts wept."
            ),
            "Old hymn book on the piano, yellow keys, damp church, and the nicest sound of the whole week.",
            "Gave up on the fast page of my piano sonata. I play it slow, it's sadder and I think it's better.",
        ),
        "vinyl record": (
            (
                'Found my parents\' wedding song on vinyl in a box marked "garage, misc". The scratch is in the same '
                "place as I remember."
            ),
            "Flipped the record, made tea, came back, and it was already time to flip the record.",
            "One coin for this record at the church sale. Mint. My hands shook all the way past the cake table.",
            "Does vinyl sound better? I don't know. I listen to all of side two, though, and that's what counts.",
            "Warped LP rescue: two sheets of glass, a warm afternoon, patience. The wobble's gone from track four.",
            (
                "The record shop in {place} closes at the end of {season}. Go and tell Hanne what she taught you, "
                "she'd like that."
            ),
            'My toddler calls them "big CDs" and strokes the grooves.',
            "New stylus. I've been hearing my favourite album through a sock for years.",
            '"Do not lend to Peter", says this record sleeve, 1969. I got it from Peter\'s granddaughter.',
            "Sorted the records by the colour of their spine. It's beautiful and I can't find a thing.",
            "Vinyl crackle, the dust bunny on the needle, that half second before the music. Nothing else does that.",
            "Third copy of the same album. This one's the mono pressing. I can stop whenever I want.",
            "Our evening rule: one record each, nobody talks during side one. {friend} brought whale song.",
            "Moved house with 900 records and {number} friends. I've now got 900 records and fewer friends.",
            "45 played at 33 by mistake on {day}, and the disco single became a very moving funeral march.",
            "Anyone know how to get candle wax off a record without wrecking it?",
            (
                'The run-out groove had a message scratched into it: "thanks for staying". Thirty years I\'d lifted '
                "the needle too soon."
            ),
            "Dad's jazz records still smell of his pipe. I don't play them often, I open them.",
        ),
        "drums": (
            "New neighbours upstairs. Drums. On the plus side, he's good.",
            (
                "Practised drums on pillows for a year because of the flat. First time on a real kit I nearly hit it "
                "through the wall."
            ),
            "A drummer who listens is worth two who can play fast. Ours listens. We're never letting go of her.",
            "The metronome and I had a row over my drum fill in bar nine. It was right.",
            "How do you stop a snare from buzzing when the bass plays an A? Tried tape, felt and shouting.",
            "Kit for a small room: bass drum, snare, one cymbal. The rest is luggage.",
            (
                "I'm a nurse and I play the drums after night shifts, pads on, in the cellar, twenty minutes. Some "
                "people run. I hit things quietly in 6/8 and then I can sleep."
            ),
            (
                "The school samba band marched through {place} with nine drums made of paint buckets, and the shops "
                "came out to dance."
            ),
            "Broke a stick in the last song, finished with a wooden spoon from the bar's kitchen. No one could tell.",
            "Drum lesson number one for my dad, who's 68 and has tapped on every table of my childhood.",
            "Carrying a drum kit down three flights at one in the morning is why drummers envy flute players.",
            "Ghost notes! All the quiet hits I wasn't playing. No wonder my groove was stiff on the drums.",
            "{friend} set up the drums in the barn, and every cow came to the fence to watch the soundcheck.",
            "Taiko drum workshop on {day}: my arms are soup, my head is clear.",
            "New drum heads, lugs greased, and the floor tom finally goes boom where it used to go cardboard.",
            "Two drummers in one band isn't too many if they agree on where the one is. We don't, yet.",
            "My son plays drums with headphones on. All we hear is rubber rain and a lot of counting.",
            "Found a 1940s marching snare at the tip, calfskin head, rope tension. It sounds like dry leaves.",
            "Nobody claps for the drummer in a ballad. I counted {number} bars of rest and played them beautifully.",
        ),
        "concert stage": (
            "First time on the big stage tonight. I couldn't see one face for the lights and it was easier that way.",
            (
                "The singer stopped the show, asked the front rows to step back, and waited for the girl who had "
                "fainted to get water. Respect."
            ),
            "Stage setup from {time}: forty metres of cable, two hums, one of them mine.",
            "Lost my voice, my left shoe and my lift home at the concert, and would pay for it again.",
            (
                "What I learnt from ten years of standing on small stages: eat before, bring your own tape, learn the "
                "name of the sound engineer, play to the one person at the back who's nodding."
            ),
            "The first band on stage deserves more than nine people and a barman. Go early, clap, buy the badge.",
            "Why do they sell tickets behind a pillar? I saw a very good concert by one elbow of the bass player.",
            (
                "Power cut during the third song. They sat on the edge of the stage and sang the rest without "
                "anything. Best concert of my life."
            ),
            "The stage in the park at {place} is being built again. You can smell the cut grass and the cable drums.",
            "I do the stage lights. When you gasp in the second chorus, that was me, and I've waited an hour for it.",
            'My mother (77) at her first rock concert: "Nice boys. Loud. Could we go again on {day}?"',
            "Front of the stage for the whole set, and the guitarist handed his plectrum to the kid on my shoulders.",
            "Confetti. It's {number} weeks since that concert and there's still confetti in my rucksack.",
            "From the back row the whole stage was as big as a matchbox, and 20,000 of us knew all the words.",
            "The choir didn't fit on the stage, so the altos stood in the aisle and we sat inside the chord.",
            "{friend} got pulled up on stage to play the triangle and has put it in the CV.",
            "Rain from the first note to the last at the open-air stage. Nobody left, we'd all paid in mud already.",
            "They start concerts at half past seven now so people with small kids can come. More of this, please!",
            (
                "The quiet between the last note of a concert and the clapping. Two seconds tonight. The conductor "
                "kept his arms up and nobody dared."
            ),
        ),
        "headphones": (
            "Put my headphones on without music so nobody talks to me. It works until you laugh at a conversation.",
            (
                "Noise-cancelling headphones on the train and I missed my station, the next station, and a marriage "
                "proposal in the same carriage."
            ),
            "The left side of my headphones died. It's always the left side.",
            (
                "Heard a second guitar in a song I've known for twenty years, thanks to borrowed headphones. It was "
                "there all along!"
            ),
            "My son gave me his old headphones and I've been walking round the allotment to opera since.",
            "Over-ear or in-ear headphones, if you wear glasses? Mine feel like a nutcracker after two hours.",
            (
                "Repaired the headphones with a new plug, two centimetres of heat shrink and a bit of swearing. Better "
                "than the box in the drawer."
            ),
            "At {time} the whole bus wears headphones and every one of us is in a different film.",
            "Headphone cable caught on the door handle. My ears arrived in the kitchen without me.",
            "Silent disco in {place}: take off the headphones and it's 300 people singing three songs badly.",
            "Quiet people of the office, what's in your headphones? I'll start: harbour noises, ten hours.",
            "Ear defenders at work, headphones at home, and on {day} neither. I listen to blackbirds.",
            "Ear pads replaced after crumbling all over my neck for a year. Black snow, gone.",
            "Careful with the volume, youngsters. My ears have whistled since one summer of loud headphones in 1999.",
            "One pair of headphones, two seats on the night train: we heard a whole album ear to ear.",
            '{friend} mixes records on junk headphones. "If it works on these, it works in your kitchen."',
            "Dancing round the kitchen with headphones on. Apparently I sing. Apparently the window was open.",
            "Lost one earbud down the drain at the bus stop. The other one is singing its half of a duet.",
        ),
        "violin": (
            "Month {number} of violin. The cat has come back into the room.",
            "My violin was made in 1911 by a carpenter, his first and last. You can tell, and I wouldn't swap it.",
            "Open the case, tighten the bow, rosin, tune, and then somebody rings the doorbell. Every time.",
            "A fiddle, a squeezebox and a wooden floor in {place} on a {day} night. If you can walk, you're dancing.",
            "My violin's E string snapped mid slow movement. I finished on the next one and the conductor went white.",
            "How long did violin vibrato take you? I look as if I'm trying to shake a bee off my finger.",
            "I sit at the last desk of the second violins. We've the best view and nearly all of the sweets.",
            "Grandfather's violin survived two borders in a potato sack. Today my niece played it in assembly.",
            "New bow. Same violin, same hands, and it's as though someone had cleaned the windows.",
            (
                "{friend} played violin at the hospital ward, very softly, and a man who hadn't spoken in a week asked "
                "for a polka."
            ),
            "Sixteen children, sixteen quarter-size violins, one tune. It was dreadful and I cried.",
            "Damp {season} air and my violin's pegs won't hold. Chalk, a bit of soap, prayer.",
            (
                "The luthier tapped the back of my violin, listened, and told me which rib was loose. He was right to "
                "the centimetre."
            ),
            (
                "There's a busker with a violin under the arcade who plays one long piece all day. I've followed it in "
                "bits for a month."
            ),
            "Learning fiddle by ear from a woman of 80 who can't read music. She plays it again, slower, and waits.",
            (
                "Audition tomorrow: two minutes of concerto, one violin, no sleep. At {time} I'll be ironing a shirt "
                "that's already ironed."
            ),
            "Left my violin on the tram. The driver brought it to my door after his shift and asked for one tune.",
            "Second violins, sight-reading: I played all the right notes, only not in everyone else's bar.",
            (
                "My daughter wanted to give up the violin. So we made a deal: one year without lessons, only tunes she "
                "picks herself. She's now in a ceilidh band with three pensioners and practises without being asked."
            ),
        ),
        "gig poster": (
            "They've put our gig poster up in the bakery, and they've spelled the band wrong in a way that's better.",
            "I collect gig posters from lamp posts, only after the date, and I iron them. There are 400 under my bed.",
            "Drew the poster for our {day} gig by hand: one heron, three colours, 60 prints, blue fingers.",
            "Somebody has drawn a moustache on every face of our poster in {place}. It suits the bass player.",
            "No date on the poster. We printed 200 of them. Come whenever, I suppose.",
            'Is it allowed to say "with special guest" on a gig poster if the guest is my mum?',
            "Screen-printing the gig posters: the red went on first and crooked, so now it's a style.",
            "Behind our wallpaper: a 1968 concert poster. Jazz at the fire station, entrance two coins.",
            'Tear-off strips, phone number, "drummer wanted". It\'s the most hopeful kind of poster there is.',
            (
                "We had the gig poster designed by {friend}'s daughter, aged 9. It has a horse. We've written a song "
                "about a horse."
            ),
            "You can read the posters on that wall like tree rings: ska, techno, choir, ska again.",
            (
                "Saturday's gig is off, our singer has the flu. Posters in town still say it's on, so please tell "
                "people. New date on {day} in two weeks, same hall, same price, more cough sweets."
            ),
            (
                "Gig this week! Small room, cheap drinks, starts at {time} sharp because the landlady goes to bed. "
                "Look for the yellow poster."
            ),
            "The letters on this poster are so psychedelic that I missed the concert.",
            "Pasted our gig posters in the rain and they all slid down like slow snails.",
            "Our poster's next to the one for the lost tortoise. We had {number} people at the gig. He was found.",
            'Found a tour poster in a charity shop with four signatures, one of them "Love to Jan". I\'m called Jan.',
            "Wheat paste, brush, forty posters, gone before the street sweeper. I'm 50 and the choir needs altos.",
            (
                "Tiny letters at the bottom of the poster: that's us! Photographed it {number} times and sent it to my "
                "old music teacher."
            ),
        ),
    },
)
