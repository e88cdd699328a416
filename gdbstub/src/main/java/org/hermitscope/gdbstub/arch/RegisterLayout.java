package org.hermitscope.gdbstub.arch;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The registers of a thread: their numbers, names, sizes, where each lies in a `g` packet, and the XML target
/// description (GDB manual, appendix G) that tells gdb the same. Numbers begin at 0 and have no gaps.
/// Immutable.
public final class RegisterLayout {

    /// One register.
    ///
    /// @param number as gdb and [org.hermitscope.gdbstub.target.Target] use it
    /// @param size bytes
    /// @param offset first byte within a `g` packet's data
    /// @param type in the target description, such as `int64` or `i386_eflags`
    /// @param group in the target description; empty: gdb decides by the type
    public record Register(int number, String name, int size, int offset, String type, String group) {}

    private record Feature(String name, String typesXml, List<Register> registers) {}

    private final ByteOrder byteOrder;
    private final Register[] registers;
    private final Map<String, Register> byName;
    private final int byteLength;
    private final int pc;
    private final int[] expedited;
    private final String targetXml;

    private RegisterLayout(Builder builder) {
        byteOrder = builder.byteOrder;
        registers = builder.registers.toArray(Register[]::new);
        byName = Map.copyOf(builder.byName);
        byteLength = builder.byteLength;
        pc = number(builder.pc);
        expedited = new int[builder.expedited.size()];
        for (int i = 0; i < expedited.length; i++) {
            expedited[i] = number(builder.expedited.get(i));
        }
        targetXml = builder.xml();
    }

    /// Order of the bytes in register values (and in the target's memory).
    public ByteOrder byteOrder() {
        return byteOrder;
    }

    /// How many there are; numbers are 0 to this minus 1.
    public int count() {
        return registers.length;
    }

    /// @throws IndexOutOfBoundsException if there is no such number
    public Register register(int number) {
        return registers[number];
    }

    /// @throws IllegalArgumentException if there is no such name
    public int number(String name) {
        Register register = byName.get(name);
        if (register == null) {
            throw new IllegalArgumentException("no register " + name);
        }
        return register.number();
    }

    /// Whether there is a register of this name.
    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /// Bytes of all registers together: the data of a `g` packet.
    public int byteLength() {
        return byteLength;
    }

    /// The number of the program counter.
    public int pc() {
        return pc;
    }

    /// Numbers of the registers that gdb wants with every stop.
    public int[] expedited() {
        return expedited.clone();
    }

    /// The unsigned number of up to 8 bytes in a register's value.
    public long integer(byte[] value) {
        long number = 0;
        for (int i = 0; i < value.length && i < Long.BYTES; i++) {
            int at = byteOrder == ByteOrder.LITTLE_ENDIAN ? i : value.length - 1 - i;
            number |= (value[at] & 0xffL) << (8 * i);
        }
        return number;
    }

    /// An address or other 64-bit number in the target's byte order.
    public byte[] bytes(long number) {
        return encode(number, Long.BYTES);
    }

    /// A register's value for a number; higher bytes are 0.
    public byte[] bytes(int register, long number) {
        return encode(number, registers[register].size());
    }

    private byte[] encode(long number, int size) {
        byte[] value = new byte[size];
        for (int i = 0; i < value.length && i < Long.BYTES; i++) {
            int at = byteOrder == ByteOrder.LITTLE_ENDIAN ? i : value.length - 1 - i;
            value[at] = (byte) (number >>> (8 * i));
        }
        return value;
    }

    /// The target description.
    public String targetXml() {
        return targetXml;
    }

    /// Puts a layout together, in the order of the numbers.
    public static final class Builder {
        private final String architecture;
        private final String osAbi;
        private final ByteOrder byteOrder;
        private final List<Feature> features = new ArrayList<>();
        private final List<Register> registers = new ArrayList<>();
        private final Map<String, Register> byName = new LinkedHashMap<>();
        private int byteLength;
        private String pc = "";
        private List<String> expedited = List.of();

        /// @param architecture as gdb names it, such as `i386:x86-64`
        /// @param osAbi as gdb names it, such as `GNU/Linux`; empty: none
        public Builder(String architecture, String osAbi, ByteOrder byteOrder) {
            this.architecture = architecture;
            this.osAbi = osAbi;
            this.byteOrder = byteOrder;
        }

        /// Begins a feature; the following registers belong to it.
        ///
        /// @param name gdb's name for a standard feature, or one of the target's own
        /// @param typesXml definitions of types that its registers use; empty: none
        public Builder feature(String name, String typesXml) {
            features.add(new Feature(name, typesXml, new ArrayList<>()));
            return this;
        }

        /// Adds a register with the next number.
        public Builder register(String name, int bits, String type, String group) {
            if (features.isEmpty() || bits <= 0 || bits % 8 != 0) {
                throw new IllegalArgumentException(name + ": needs a feature and whole bytes");
            }
            Register register = new Register(registers.size(), name, bits / 8, byteLength, type, group);
            if (byName.put(name, register) != null) {
                throw new IllegalArgumentException("two registers " + name);
            }
            registers.add(register);
            features.getLast().registers().add(register);
            byteLength += register.size();
            return this;
        }

        /// Adds `count` registers of one kind: `prefix` + number + `suffix`, counted from `first`.
        public Builder registers(
                String prefix, int first, int count, String suffix, int bits, String type, String group) {
            for (int i = 0; i < count; i++) {
                register(prefix + (first + i) + suffix, bits, type, group);
            }
            return this;
        }

        /// Names the program counter and the registers to send with every stop.
        public Builder roles(String programCounter, List<String> expeditedRegisters) {
            pc = programCounter;
            expedited = List.copyOf(expeditedRegisters);
            return this;
        }

        public RegisterLayout build() {
            return new RegisterLayout(this);
        }

        private String xml() {
            StringBuilder xml = new StringBuilder(8192);
            xml.append("<?xml version=\"1.0\"?>\n<!DOCTYPE target SYSTEM \"gdb-target.dtd\">\n")
                    .append("<target version=\"1.0\">\n")
                    .append("<architecture>")
                    .append(architecture)
                    .append("</architecture>\n");
            if (!osAbi.isEmpty()) {
                xml.append("<osabi>").append(osAbi).append("</osabi>\n");
            }
            for (Feature feature : features) {
                xml.append("<feature name=\"")
                        .append(feature.name())
                        .append("\">\n")
                        .append(feature.typesXml());
                for (Register register : feature.registers()) {
                    xml.append("<reg name=\"").append(register.name());
                    xml.append("\" bitsize=\"").append(register.size() * 8);
                    xml.append("\" type=\"").append(register.type());
                    xml.append("\" regnum=\"").append(register.number());
                    if (!register.group().isEmpty()) {
                        xml.append("\" group=\"").append(register.group());
                    }
                    xml.append("\"/>\n");
                }
                xml.append("</feature>\n");
            }
            return xml.append("</target>\n").toString();
        }
    }
}
