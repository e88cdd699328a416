package org.hermitscope.gdbstub.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hermitscope.gdbstub.session.SessionState.Closed;
import org.hermitscope.gdbstub.session.SessionState.Released;
import org.hermitscope.gdbstub.session.SessionState.Running;
import org.hermitscope.gdbstub.session.SessionState.Stopped;
import org.hermitscope.gdbstub.target.Detach;
import org.hermitscope.gdbstub.target.GdbSignal;
import org.hermitscope.gdbstub.target.ResumeRequest;
import org.hermitscope.gdbstub.target.StopReply;
import org.hermitscope.gdbstub.target.Target;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.target.ThreadId;
import org.hermitscope.gdbstub.wire.MalformedPacket;
import org.hermitscope.gdbstub.wire.PacketReader;
import org.hermitscope.gdbstub.wire.Reply;
import org.jspecify.annotations.Nullable;

/// A client's session. Events are posted from any thread and dealt with one after the other by [#run()], on one
/// thread, which alone touches the target. The other public methods are for the packets that run on that
/// thread.
public final class Session implements Runnable {
    private static final int MOST_DEFERRED = 64;

    private final Target target;
    private final PacketHandler packets;
    private final Link link;
    private final SessionListener listener;
    private final Consumer<Target> onLost;
    private final int packetSize;

    private final LinkedBlockingQueue<Event> mailbox = new LinkedBlockingQueue<>();
    private final AtomicBoolean interruptPosted = new AtomicBoolean();
    private final Deque<byte[]> deferred = new ArrayDeque<>();

    private final StopReplies stopReplies;
    private final Points points;
    private final OpenFiles files;
    private final ThreadChoice choice;
    private final Transfers transfers = new Transfers();
    private final Preparation preparation = new Preparation();

    private SessionState state = new Released("");
    private ClientFeatures client = ClientFeatures.NONE;
    private boolean extended;
    private boolean startedByClient;
    private boolean answersWithText;

    /// @param onLost what to do with the target when the connection is lost
    /// @param packetSize longest packet in either direction, in bytes
    public Session(
            Target target,
            PacketHandler packets,
            Link link,
            SessionListener listener,
            Consumer<Target> onLost,
            int packetSize) {
        this.target = target;
        this.packets = packets;
        this.link = link;
        this.listener = listener;
        this.onLost = onLost;
        this.packetSize = packetSize;
        stopReplies = new StopReplies(target);
        points = new Points(target);
        files = new OpenFiles(target);
        choice = new ThreadChoice(target);
    }

    /// A packet came. Any thread.
    public void received(byte[] payload) {
        mailbox.add(new Event.Received(payload));
    }

    /// Byte 0x03 came. Any thread. Many at once count as one.
    public void interrupted() {
        if (interruptPosted.compareAndSet(false, true)) {
            mailbox.add(new Event.Interrupted());
        }
    }

    /// The connection is gone. Any thread.
    public void lost(String reason) {
        mailbox.add(new Event.Lost(reason));
    }

    /// There will be no other program: the session ends, unless the client has been told of the program's end and
    /// wants to stay (extended mode). Then it leaves by itself. Any thread.
    public void finishing() {
        mailbox.add(new Event.Finishing());
    }

    /// The host wants to end the session. Any thread.
    public void closing() {
        mailbox.add(new Event.Closing());
    }

    /// Attaches to the target and works until the session is over.
    @Override
    public void run() {
        try {
            state = new Stopped(target.attach(stop -> mailbox.add(new Event.Reported(stop))));
            while (!(state instanceof Closed)) {
                react(mailbox.take());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            end("interrupted", () -> onLost.accept(target));
        } catch (RuntimeException failure) {
            listener.failed("session", failure);
            end("the target failed: " + failure.getMessage(), () -> onLost.accept(target));
        } finally {
            // Only an error of the virtual machine gets here; the next client must not find the place taken.
            if (!(state instanceof Closed)) {
                end("the session broke", () -> onLost.accept(target));
            }
        }
    }

    private void react(Event event) {
        switch (event) {
            case Event.Received(byte[] payload) -> {
                received(payload, state);
                link.handled();
            }
            case Event.Interrupted() -> {
                interruptPosted.set(false);
                if (state instanceof Running(RangeSteps steps, boolean _)) {
                    state = new Running(steps, true);
                    attempt("interrupt", target::interrupt);
                }
            }
            case Event.Reported(StopReply stop) -> {
                if (state instanceof Running running) {
                    reported(stop, running);
                }
            }
            case Event.Lost(String reason) -> end(reason, () -> onLost.accept(target));
            case Event.Finishing() -> {
                if (extended && state instanceof Stopped && !hasProgram()) {
                    listener.stays();
                } else {
                    close();
                }
            }
            case Event.Closing() -> close();
        }
    }

    private void close() {
        Detach how = state instanceof Running ? Detach.RUN_ON : Detach.STAY_STOPPED;
        end("the server closes", () -> target.detach(how));
    }

    private void received(byte[] payload, SessionState now) {
        switch (now) {
            case Stopped _, Released _ -> execute(payload);
            case Running _ -> {
                // Whoever asks now expects the stop reply first.
                if (packets.actsWhileRunning(new PacketReader(payload))) {
                    execute(payload);
                } else if (deferred.size() < MOST_DEFERRED) {
                    deferred.add(payload);
                } else {
                    lost("packets without end while the program runs");
                }
            }
            case Closed _ -> {}
        }
    }

    private void execute(byte[] payload) {
        PacketReader packet = new PacketReader(payload);
        answersWithText = client.errorMessages() || packets.showsErrorText(packet);
        try {
            if (!packets.handle(packet, this)) {
                unsupported();
            }
        } catch (MalformedPacket malformed) {
            error(TargetException.EINVAL, malformed.getMessage());
        } catch (TargetException refused) {
            error(refused.errno(), refused.text());
        } catch (RuntimeException failure) {
            listener.failed("packet " + Reply.printable(payload, Math.min(payload.length, 64)), failure);
            error(TargetException.EIO, "the target failed: " + failure);
        }
    }

    private void reported(StopReply stop, Running running) {
        StopReply told = stop;
        try {
            if (running.steps().goesOn(stop, this::programCounter)) {
                if (!running.interrupted()) {
                    target.resume(running.steps().next());
                    return;
                }
                told = new StopReply.Signalled(((StopReply.Signalled) stop).thread(), GdbSignal.INT);
            }
        } catch (RuntimeException failure) {
            listener.failed("range step", failure);
        }
        stopped(told);
        tellStop();
        while (!deferred.isEmpty() && !(state instanceof Running)) {
            received(deferred.remove(), state);
        }
    }

    private void stopped(StopReply stop) {
        state = new Stopped(stop);
        transfers.clear();
        choice.programStopped();
        if (!hasProgram()) {
            removePoints();
        }
    }

    private void removePoints() {
        for (RuntimeException failure : points.removeAll()) {
            listener.failed("removal of breakpoints", failure);
        }
    }

    private long programCounter(ThreadId thread) {
        int number = target.registers().pc();
        byte[] value = new byte[target.registers().register(number).size()];
        if (!target.readRegister(thread, number, value, 0)) {
            throw new TargetException(TargetException.EIO, "the program counter cannot be read");
        }
        return target.registers().integer(value);
    }

    private void end(String reason, Runnable release) {
        boolean holds = state instanceof Stopped || state instanceof Running;
        String inWords = state instanceof Released(String how) && !how.isEmpty() ? how : reason;
        state = new Closed();
        removePoints();
        attempt("closing of files", files::closeAll);
        if (holds) {
            attempt("reset of catchpoints", this::resetCapabilities);
            attempt("detach", release);
        }
        link.close();
        listener.ended(inWords);
    }

    private void resetCapabilities() {
        target.catchSyscalls().ifPresent(catches -> catches.catchOnly(Set.of()));
        target.signalPolicy().ifPresent(policy -> policy.pass(Set.of()));
        target.threadEvents().ifPresent(events -> events.report(false));
    }

    private void attempt(String what, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException failure) {
            listener.failed(what, failure);
        }
    }

    // What packets use.

    public Target target() {
        return target;
    }

    public int packetSize() {
        return packetSize;
    }

    public Points points() {
        return points;
    }

    public OpenFiles files() {
        return files;
    }

    public Transfers transfers() {
        return transfers;
    }

    public Preparation preparation() {
        return preparation;
    }

    public ClientFeatures client() {
        return client;
    }

    /// The client said what it understands.
    public void client(ClientFeatures features) {
        client = features;
    }

    public void reply(Reply reply) {
        link.send(reply);
    }

    public void reply(String text) {
        link.send(Reply.of(text));
    }

    /// The target has no such capability.
    public void unsupported() {
        reply(new Reply());
    }

    public void ok() {
        reply("OK");
    }

    /// Refuses: with the text if the client shows it, with the number otherwise.
    public void error(int errno, @Nullable String text) {
        if (answersWithText && text != null) {
            reply(new Reply().text("E.").text(text.replace('\n', ' ').replaceAll("[#$*}]", "?")));
        } else {
            int digits = errno > 0 && errno < 100 ? errno : TargetException.EIO;
            reply("E" + digits / 10 + digits % 10);
        }
    }

    /// No acknowledgements from now on.
    public void acknowledgementsOff() {
        link.acknowledgementsOff();
    }

    /// Whether there is a program that stands still.
    public boolean hasProgram() {
        return state instanceof Stopped(StopReply last)
                && !(last instanceof StopReply.Exited || last instanceof StopReply.Terminated);
    }

    /// Whether the client wants to stay when the program ends.
    public boolean extended() {
        return extended;
    }

    public void extend() {
        extended = true;
    }

    /// Whether the program was started on this client's behalf.
    public boolean startedByClient() {
        return startedByClient;
    }

    /// All threads; none without a program.
    public List<ThreadId> threads() {
        return hasProgram() ? target.threads() : List.of();
    }

    /// The thread that packets without an id of their own mean.
    ///
    /// @throws TargetException with ESRCH without a program
    public ThreadId thread() {
        if (!hasProgram()) {
            throw noProgram();
        }
        return choice.general();
    }

    /// The process that packets mean.
    public int pid() {
        return thread().pid();
    }

    /// The thread a selector means.
    ///
    /// @throws TargetException with ESRCH if there is none
    public ThreadId thread(ThreadSelector selector) {
        if (!hasProgram()) {
            throw noProgram();
        }
        return choice.find(selector);
    }

    private static TargetException noProgram() {
        return new TargetException(TargetException.ESRCH, "no program");
    }

    /// A thread id as the client reads it.
    public String name(ThreadId thread) {
        return StopReplies.name(thread, client);
    }

    /// `Hg`.
    public void chooseGeneral(ThreadSelector selector) {
        choice.general(thread(selector));
    }

    /// `Hc`.
    public void chooseResumed(ThreadSelector selector) {
        thread(selector);
        choice.resumed(selector);
    }

    /// What `Hc` chose.
    public ThreadSelector resumed() {
        return choice.resumed();
    }

    /// Tells why the program stands still.
    public void tellStop() {
        switch (state) {
            case Stopped(StopReply last) -> reply(describe(last));
            // The client reads this as: there is nothing to debug yet.
            case Released _, Closed _ -> reply("W00");
            case Running _ -> {}
        }
    }

    /// A client that waits for a stop must get one, whatever the target does when it is asked for details.
    private Reply describe(StopReply stop) {
        try {
            return stopReplies.write(stop, client);
        } catch (RuntimeException failure) {
            listener.failed("stop reply", failure);
            return Reply.of("S05");
        }
    }

    /// Lets the program run; the answer is the next stop reply.
    public void resume(ResumeRequest request) {
        thread();
        SessionState next = SessionState.running(request, target.stepsRanges());
        target.resume(((Running) next).steps().first());
        transfers.clear();
        state = next;
    }

    /// Lets the program run by other means; the answer is the next stop reply.
    public void resume(Runnable means) {
        thread();
        means.run();
        transfers.clear();
        state = SessionState.running(new ResumeRequest(List.of()), true);
    }

    /// Starts a program or attaches to one; the client is told where it stopped.
    public void begin(Supplier<StopReply> means) {
        if (state instanceof Released) {
            state = new Stopped(target.attach(stop -> mailbox.add(new Event.Reported(stop))));
        }
        removePoints();
        stopped(means.get());
        startedByClient = true;
        choice.reset();
    }

    /// Lets the program go, for it to run on or stand still.
    public void detach(Detach how) {
        release("detached", () -> target.detach(how));
    }

    /// Ends the program.
    public void kill() {
        release("killed the program", target::kill);
    }

    private void release(String how, Runnable means) {
        if (state instanceof Stopped || state instanceof Running) {
            removePoints();
            attempt("reset of catchpoints", this::resetCapabilities);
            means.run();
        }
        state = new Released(how);
        deferred.clear();
        transfers.clear();
    }

    /// Ends the session after what was sent, with a program that was let go already.
    public void finish() {
        end("", () -> {});
    }
}
