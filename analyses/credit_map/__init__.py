"""The credit map (信用地图): where the projects in progress are, and how they stand."""
