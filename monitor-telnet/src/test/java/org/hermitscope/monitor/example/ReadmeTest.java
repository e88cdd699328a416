package org.hermitscope.monitor.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.hermitscope.monitor.Status;
import org.hermitscope.monitor.client.MonitorClient;
import org.hermitscope.monitor.server.MonitorServer;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void theReadmesProgramDoesWhatItShows() throws IOException {
        try (MonitorServer server = new CounterMonitor().serve(0);
                MonitorClient client = MonitorClient.connect(server.address(), Duration.ofSeconds(5))) {
            assertThat(client.execute("add 2*3; info counter").text()).isEqualTo("counter: 6\n");
            assertThat(client.execute("add 0-1"))
                    .isEqualTo(new MonitorClient.Answer(Status.ERROR, "the counter only grows\n"));
        }
    }

    @Test
    void theReadmeShowsTheProgramAsItIs() throws IOException {
        String source = Files.readString(Path.of("src/test/java/org/hermitscope/monitor/example/CounterMonitor.java"));
        String body = source.substring(source.indexOf("        Shell shell"), source.indexOf("    }\n}"));
        assertThat(Files.readString(Path.of("README.md"))).contains(body.replaceAll("(?m)^ {8}", ""));
    }
}
