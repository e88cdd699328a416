package org.hermitscope.cli;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.apache.commons.cli.Options;
import org.hermitscope.machine.image.ElfImage;
import org.hermitscope.machine.image.Symbol;
import org.hermitscope.x86.decode.Disassembler.Syntax;

/// `disas`: prints the machine code of a program.
final class DisasCommand {
    private static final int HEX = 16;

    private DisasCommand() {}

    static Options options() {
        Options options = new Options();
        RunOptions.add(options, null, "syntax", "att|intel", false, "AT&T's way of writing, the default, or Intel's");
        RunOptions.add(options, "h", "help", null, false, "print this");
        return options;
    }

    static int run(List<String> words) {
        Arguments arguments = Arguments.parse(Subcommand.DISAS, options(), words);
        if (arguments.options().hasOption("help")) {
            return Console.answer(HelpText.of(Subcommand.DISAS));
        }
        List<String> rest = arguments.rest();
        if (rest.isEmpty()) {
            throw Usage.error("no file given: hermitscope disas " + Subcommand.DISAS.parameters);
        }
        if (rest.size() > 2) {
            throw Usage.error("disas takes one file and one symbol" + Arguments.help(Subcommand.DISAS));
        }
        String syntax = arguments.options().getOptionValue("syntax", "att");
        Syntax chosen = Choice.parse("--syntax", syntax.toLowerCase(Locale.ROOT), Syntax.values());
        ElfImage image = ProgramFile.read(rest.get(0));
        Listing listing = new Listing(image, chosen);
        return rest.size() == 1 ? listing.printAll() : listing.printFunction(function(image, rest.get(1), rest.get(0)));
    }

    /// The function of a name, or the one around an address such as 0x401000.
    private static Symbol function(ElfImage image, String name, String file) {
        OptionalLong address = image.symbols().address(name);
        if (address.isEmpty() && name.startsWith("0x")) {
            address = number(name.substring(2));
        }
        Symbol symbol = address.isEmpty() ? null : image.symbols().at(address.getAsLong());
        if (symbol == null) {
            List<String> names =
                    image.symbols().symbols().stream().map(Symbol::name).toList();
            String suggestion = Suggestion.text(name, names);
            throw Usage.error(file + ": no symbol " + name
                    + (suggestion.isEmpty() && names.isEmpty() ? ": the file has no symbols" : suggestion));
        }
        return symbol;
    }

    private static OptionalLong number(String digits) {
        try {
            return OptionalLong.of(Long.parseUnsignedLong(digits, HEX));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
