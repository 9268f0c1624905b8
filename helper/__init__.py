"""The phone of the floor staff: calls for help and alarms, who is on duty, and who has what in hand."""
