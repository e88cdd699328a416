package org.hermitscope.gdbstub.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.hermitscope.gdbstub.GdbServer;
import org.hermitscope.gdbstub.GdbServerOptions;
import org.hermitscope.gdbstub.toy.RspClient;
import org.junit.jupiter.api.Test;

class ExampleTest {

    @Test
    void theReadmeShowsTheCodeThatIsTested() throws Exception {
        String source = Files.readString(Path.of("src/test/java/org/hermitscope/gdbstub/example/EmulatorTarget.java"));
        int begin = source.indexOf("final class");
        String shown = source.substring(begin, source.indexOf("// spotless:on"));
        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + shown + "```");
    }

    @Test
    void theExampleServesRegistersMemoryStepsAndInterrupts() throws Exception {
        Emulator emulator = new Emulator();
        try (GdbServer server = GdbServer.start(new EmulatorTarget(emulator), GdbServerOptions.loopback(0));
                RspClient client = new RspClient(server.address()).quiet()) {
            assertThat(client.ask("?")).startsWith("T05");
            assertThat(client.ask("M10,2:abcd")).isEqualTo("OK");
            assertThat(client.ask("mffe,10")).isEqualTo("0000");
            assertThat(client.ask("m10,2")).isEqualTo("abcd");
            assertThat(client.ask("m1000,1")).isEqualTo("E14");
            assertThat(client.ask("P3=0807060504030201")).isEqualTo("OK");
            assertThat(client.ask("p3")).isEqualTo("0807060504030201");
            assertThat(client.ask("vCont;s:1")).startsWith("T05").contains("10:0100000000000000");
            client.send("vCont;c");
            client.raw("\u0003");
            assertThat(client.receive()).startsWith("T02");
            assertThat(client.ask("D")).isEqualTo("OK");
            assertThat(emulator.running()).isTrue();
        } finally {
            emulator.pauseAndWait();
        }
    }
}
