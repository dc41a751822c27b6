"""What people can say to the bot; one file per noun."""
