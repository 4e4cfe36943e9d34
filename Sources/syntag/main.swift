print("syntag")
