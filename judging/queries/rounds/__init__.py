"""What is known of the rounds of a cycle's judging."""
