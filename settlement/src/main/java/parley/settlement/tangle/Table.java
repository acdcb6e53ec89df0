package parley.settlement.tangle;

import java.util.Arrays;

/**
 * Several numbers for each joint choice of some variables.
 *
 * @param scope the variables, ascending
 * @param sizes how many options each of these has
 * @param width how many numbers there are for a joint choice
 * @param cells those numbers, one joint choice after the other; the first variable's option changes fastest
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Table(int[] scope, int[] sizes, int width, long[] cells) {
    static Table empty(int[] scope, int[] domains, int width) {
        int[] sizes = Arrays.stream(scope).map(variable -> domains[variable]).toArray();
        return new Table(scope, sizes, width, new long[choices(sizes) * width]);
    }

    static int choices(int[] sizes) {
        return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
    }

    int choices() {
        return cells.length / width;
    }

    /** Where the numbers of a choice begin, given an option for each variable of the case. */
    int at(int[] options) {
        int at = 0;
        for (int place = scope.length - 1; place >= 0; place--) {
            at = at * sizes[place] + options[scope[place]];
        }
        return at * width;
    }

    /** How far the numbers of one option of a variable lie from those of the next; 0 where it isn't in scope. */
    int step(int variable) {
        int step = width;
        for (int place = 0; place < scope.length; place++) {
            if (scope[place] == variable) {
                return step;
            }
            step *= sizes[place];
        }
        return 0;
    }

    /** Sets the options of the scope's variables to the joint choice of an index. */
    void choose(int choice, int[] options) {
        int rest = choice;
        for (int place = 0; place < scope.length; place++) {
            options[scope[place]] = rest % sizes[place];
            rest /= sizes[place];
        }
    }
}
