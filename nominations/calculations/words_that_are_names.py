"""Words that are names as well, and words that stand beside a name without being one. English only, as the stories are."""

_COMMON = """
abbey amber angel april art august baker bay bell berry best bill bird bishop black blue bob bond booth bridge brook
brooks brown bush butcher carol carter chance chase church clay cliff cook crystal curtis dale dawn day dean dell drew
duke earl east faith farmer field finch fisher flora flower ford forest fox frank free garden gene glen good grace
grant gray green grey guy hall hand harmony hart harvest hazel heath heather hill holly home honor hood hope house
hunter iris ivory ivy jack jade jasmine jay jean jewel joy june justice king kitty knight lake lane lark laurel law
lee lily little long love major march mark marsh mason may melody mercy mike miles miller mills mint moon moor nick
noble north ocean olive page park parker pat patience pearl peg penny pepper piper pool poppy porter price prince
promise prudence rain ray read reed rich river rob robin rock rocky rod rose rowan ruby rush rusty sage sandy savage
shepherd silver singer skip sky smart smith snow south spring star steel sterling stone storm strong sue summer sunny
swift taylor teddy thorn trip troy true turner van victor viola violet walker ward warren water wells west white
wilder will willow winter wise wolf wood woods young
"""

_BESIDE = """
a adviser advisor agent an and assistant at boy branch by center centre chap colleague crew customer day department
desk dr driver engineer evening first for from gentleman girl group he her his i in is it lad lady last madam main man
manager member members miss morning mr mrs ms mx my new night nurse of office old on operator or our person prof
receptionist second service she shift shop sir somebody someone staff store supervisor support team technician that
the their they this to unit was who with woman
ah am as be bt co do eh go hm if ltd me no oh ok plc so tv uk up us we yes you
"""

# A name that is a common word is looked for with a capital only: “Will” is hidden, “will” stays.
COMMON_WORDS: frozenset[str] = frozenset(_COMMON.split())

# What people write around a name that they only half know: “the lady at the desk in Ferry Lane”.
NOT_A_NAME: frozenset[str] = frozenset(_BESIDE.split())
