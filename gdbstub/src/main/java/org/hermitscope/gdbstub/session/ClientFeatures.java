package org.hermitscope.gdbstub.session;

import java.util.Set;

/// What the client said it understands (`qSupported`). Until it says so, nothing.
public record ClientFeatures(
        boolean multiprocess, boolean swbreak, boolean hwbreak, boolean noResumed, boolean errorMessages) {

    static final ClientFeatures NONE = new ClientFeatures(false, false, false, false, false);

    /// @param features as the packet lists them, such as `multiprocess+`
    public static ClientFeatures of(Set<String> features) {
        return new ClientFeatures(
                features.contains("multiprocess+"),
                features.contains("swbreak+"),
                features.contains("hwbreak+"),
                features.contains("no-resumed+"),
                features.contains("error-message+"));
    }
}
