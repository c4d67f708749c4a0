"""The sample world: made-up people, posts and pictures to try feedloom on."""
