from hypothesis import settings

# A busy machine is slow now and then: time is measured by benchmarks/judging.py, not by the properties.
settings.register_profile("calculations", deadline=None, max_examples=60)
settings.load_profile("calculations")
