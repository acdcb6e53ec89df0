package parley.protocol.seat;

import parley.simulation.run.Kit;

/** Kits whose seats leave out one rule of the protocol: what {@link Conduct} lets only this package do. */
public final class WeakSeats {
    private WeakSeats() {}

    /** Every node of a run leaves out what {@code conduct} leaves out. */
    private static Kit all(Conduct conduct) {
        return new Kit() {
            @Override
            public Seat load(Seat.Ports ports, parley.protocol.port.Tx tx, parley.base.TableId table) {
                return Seat.load(ports, conduct, tx, table);
            }
        };
    }

    public static Kit checkingNoSignatures() {
        return all(new Conduct() {
            @Override
            boolean checksSignatures() {
                return false;
            }
        });
    }

    public static Kit takingKeysFromTheAuthorOnly() {
        return all(new Conduct() {
            @Override
            boolean acceptsKeysOfOthers() {
                return false;
            }
        });
    }

    public static Kit givingLeaversTheKeyOfTheEnd() {
        return all(new Conduct() {
            @Override
            boolean keepsTurnsFromLeavers() {
                return false;
            }
        });
    }

    public static Kit mindingNoView() {
        return all(new Conduct() {
            @Override
            boolean mindsView() {
                return false;
            }
        });
    }

    public static Kit followingTheAuthorsDigest() {
        return all(new Conduct() {
            @Override
            boolean foldsByItself() {
                return false;
            }
        });
    }

    public static Kit answeringNoHello() {
        return all(new Conduct() {
            @Override
            boolean answersHello() {
                return false;
            }
        });
    }

    public static Kit sealingAnewAfterACrash() {
        return all(new Conduct() {
            @Override
            boolean keepsUnplaced() {
                return false;
            }
        });
    }

    public static Kit beginningNewcomersFromNothing() {
        return all(new Conduct() {
            @Override
            boolean takesOpeningState() {
                return false;
            }
        });
    }

    public static Kit healingNothing() {
        return all(new Conduct() {
            @Override
            boolean heals() {
                return false;
            }
        });
    }

    public static Kit showingNoHeads() {
        return all(new Conduct() {
            @Override
            boolean showsHeads() {
                return false;
            }
        });
    }

    public static Kit leavingTheNextLogToTheAuthor() {
        return all(new Conduct() {
            @Override
            boolean createsNextLog() {
                return false;
            }
        });
    }

    public static Kit checkingNoSequence() {
        return all(new Conduct() {
            @Override
            boolean checksSequence() {
                return false;
            }
        });
    }

    public static Kit checkingNoOpening() {
        return all(new Conduct() {
            @Override
            boolean checksOpening() {
                return false;
            }
        });
    }

    public static Kit takingBackWhatIsSealed() {
        return all(new Conduct() {
            @Override
            boolean keepsSealed() {
                return false;
            }
        });
    }

    public static Kit sealingBesideWhatIsUnplaced() {
        return all(new Conduct() {
            @Override
            boolean sealsOneByOne() {
                return false;
            }
        });
    }

    public static Kit signingWithoutComparing() {
        return all(new Conduct() {
            @Override
            boolean comparesSigners() {
                return false;
            }
        });
    }

    public static Kit lettingEndedLogsGo() {
        return all(new Conduct() {
            @Override
            boolean keepsEndedLogs() {
                return false;
            }
        });
    }

    public static Kit bindingNoChanges() {
        return all(new Conduct() {
            @Override
            boolean bindsChanges() {
                return false;
            }
        });
    }
}
