package org.hermitscope.kernel.vfs;

/// What threads share under `CLONE_FS`, and who they act as.
public final class FsContext {
    private static final int UMASK_BITS = 0777;

    private volatile Dentry root;
    private volatile Dentry workingDirectory;
    private volatile int umask;
    private volatile Credentials credentials;

    public FsContext(Dentry root, Dentry workingDirectory, int umask, Credentials credentials) {
        this.root = root;
        this.workingDirectory = workingDirectory;
        this.umask = umask;
        this.credentials = credentials;
    }

    public Dentry root() {
        return root;
    }

    public void setRoot(Dentry directory) {
        root = directory;
    }

    public Dentry workingDirectory() {
        return workingDirectory;
    }

    public void setWorkingDirectory(Dentry directory) {
        workingDirectory = directory;
    }

    /// Permission bits that new files don't get.
    public int umask() {
        return umask;
    }

    /// Sets the mask and returns the old one.
    public synchronized int setUmask(int mask) {
        int old = umask;
        umask = mask & UMASK_BITS;
        return old;
    }

    public Credentials credentials() {
        return credentials;
    }

    public void setCredentials(Credentials credentials) {
        this.credentials = credentials;
    }
}
