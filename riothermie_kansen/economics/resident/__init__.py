"""What heating costs a resident: the concepts beside each other, per dwelling and over a whole layer of buildings."""
