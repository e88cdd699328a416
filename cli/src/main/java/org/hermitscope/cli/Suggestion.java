package org.hermitscope.cli;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Guesses which name was meant by a misspelt one.
final class Suggestion {
    private Suggestion() {}

    /// `: did you mean NAME?` or nothing.
    static String text(String typed, Collection<String> names) {
        String nearest = nearest(typed, names);
        return nearest == null ? "" : ": did you mean " + nearest + "?";
    }

    /// The name with the fewest edits, if a third of the letters or less must change.
    static @Nullable String nearest(String typed, Collection<String> names) {
        String best = null;
        int fewest = Integer.MAX_VALUE;
        for (String name : names) {
            int edits = distance(typed, name);
            if (edits < fewest) {
                fewest = edits;
                best = name;
            }
        }
        return best != null && fewest <= Math.max(1, best.length() / 3) ? best : null;
    }

    /// Edits between two words, where a swap of neighbours is one (optimal string alignment).
    private static int distance(String a, String b) {
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            edits[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            edits[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(edits[i - 1][j - 1] + change, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least = Math.min(least, edits[i - 2][j - 2] + 1);
                }
                edits[i][j] = least;
            }
        }
        return edits[a.length()][b.length()];
    }
}
