plan_urls = []
