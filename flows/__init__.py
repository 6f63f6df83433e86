"""Where roadmaps and notifications meet: plain passes over the house, and Prefect flows around them."""
