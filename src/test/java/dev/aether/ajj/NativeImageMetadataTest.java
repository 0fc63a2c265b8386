package dev.aether.ajj;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class NativeImageMetadataTest {

    @Test
    void theFileMatchesTheLibraries() throws IOException {
        String generated = NativeImageMetadata.generate();
        if (Boolean.getBoolean("ajj.regenerate")) {
            Files.writeString(NativeImageMetadata.FILE, generated);
        }
        assertThat(NativeImageMetadata.FILE)
                .as("docker-java or Posix has changed; regenerate the file with:"
                        + " ./mvnw test -Dtest=NativeImageMetadataTest -Dajj.regenerate=true")
                .hasContent(generated);
    }

    @Test
    void theFileListsRequestsAnswersAndResources() throws IOException, ClassNotFoundException {
        assertThat(Class.forName(NativeImageMetadata.OWN_REQUEST)).isAssignableTo(HostConfig.class);
        assertThat(new ObjectMapper().readTree(NativeImageMetadata.generate()).get("reflection"))
                .hasSizeGreaterThan(400);
        assertThat(NativeImageMetadata.dockerJavaClasses())
                .contains(
                        "com.github.dockerjava.core.command.CreateContainerCmdImpl",
                        "com.github.dockerjava.api.command.InspectContainerResponse$ContainerState",
                        "com.github.dockerjava.api.model.Ports$Binding",
                        "com.github.dockerjava.core.DockerConfigFile")
                .noneMatch(name -> name.matches(".*\\$\\d.*"));
    }
}
