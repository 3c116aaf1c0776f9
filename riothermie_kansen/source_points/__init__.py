"""Source points: where along the sewer heat serves most per euro, one after the other."""
