"""Heat demand per building: from addresses, labels and kentallen, so that the total of a neighbourhood is right."""
