package org.hermitscope.machine;

/// Decides once which backend [HostMemory] uses.
final class HostMemoryBackend {
    static final String PROPERTY = "hermitscope.memory";

    private HostMemoryBackend() {}

    static boolean chooseUnsafe() {
        String wanted = System.getProperty(PROPERTY, "");
        boolean exported =
                Object.class.getModule().isExported("jdk.internal.misc", HostMemoryBackend.class.getModule());
        return switch (wanted) {
            case "" -> exported;
            case "segment" -> false;
            case "unsafe" -> {
                if (!exported) {
                    throw new MachineException(PROPERTY
                            + "=unsafe needs the JVM option --add-exports java.base/jdk.internal.misc=ALL-UNNAMED");
                }
                yield true;
            }
            default -> throw new MachineException(PROPERTY + "=" + wanted + ": use unsafe or segment");
        };
    }
}
