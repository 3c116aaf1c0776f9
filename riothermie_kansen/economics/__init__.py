"""Does it pay: investment, cash flow, scenarios, what a resident pays, and CO2."""
