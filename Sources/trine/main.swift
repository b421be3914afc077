print("trine")
