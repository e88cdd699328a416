package org.hermitscope.vmm.linux;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/// Signals that the host sends to this process, such as Ctrl-C's SIGINT.
///
/// `sun.misc.Signal` is the only way to them in a JVM. It is looked up by name, because the compiler warns of
/// it and lets nobody silence the warning.
final class HostSignals {
    private HostSignals() {}

    /// Calls `handler` on a thread of its own whenever the signal arrives, in place of what the JVM does.
    ///
    /// @param name without SIG: `INT`, `TERM`, `HUP`, `WINCH`
    /// @return false where the host or the JVM does not let us
    @SuppressWarnings("ReferenceEquality") // A proxy's equals must not call itself.
    static boolean handle(String name, Runnable handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    HostSignals.class.getClassLoader(), new Class<?>[] {handlerType}, (self, method, arguments) -> {
                        switch (method.getName()) {
                            case "handle" -> handler.run();
                            case "hashCode" -> {
                                return System.identityHashCode(self);
                            }
                            case "equals" -> {
                                return self == arguments[0];
                            }
                            case "toString" -> {
                                return "handler of SIG" + name;
                            }
                            default -> {}
                        }
                        return null;
                    });
            Method handle = signal.getMethod("handle", signal, handlerType);
            handle.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            return true;
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException absent) {
            return false;
        } catch (InvocationTargetException refused) {
            // The JVM keeps some signals for itself (-Xrs, SIGQUIT).
            return false;
        }
    }
}
