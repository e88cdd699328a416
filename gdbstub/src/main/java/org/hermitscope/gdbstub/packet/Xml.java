package org.hermitscope.gdbstub.packet;

/// Text for XML.
final class Xml {
    private Xml() {}

    /// Replaces what has a meaning in XML, and what must not occur in it.
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            switch (next) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.append(next < ' ' && next != '\n' && next != '\t' ? '?' : next);
            }
        }
        return escaped.toString();
    }
}
