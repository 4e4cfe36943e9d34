import Commands

SyntagCommand.main()
