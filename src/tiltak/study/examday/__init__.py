"""The exam day itself: who is driven by whom, from where, and when to leave."""
