package org.hermitscope.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// HotSpot does not compile methods of more than 8,000 bytes (`-XX:+DontCompileHugeMethods`): one such
/// method in an engine would make it a hundred times slower without any other sign.
class HotPathTest {
    private static final int HUGE = 8000;

    /// Opcode maps are filled once.
    private static final String TABLES = "org.hermitscope.x86.isa";

    @Test
    void everyMethodOfTheSoftwareCpuCanBeCompiled() throws IOException {
        List<String> found = new ArrayList<>();
        int methods = 0;
        for (JavaClass javaClass : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.hermitscope.x86")) {
            ClassModel model = ClassFile.of().parse(bytes(javaClass));
            for (MethodModel method : model.methods()) {
                methods++;
                int length = method.code()
                        .map(code -> ((CodeAttribute) code).codeLength())
                        .orElse(0);
                if (length > HUGE && !javaClass.getPackageName().equals(TABLES)) {
                    found.add(javaClass.getName() + "." + method.methodName() + ": " + length + " bytes");
                }
            }
        }
        assertThat(methods).isGreaterThan(100);
        assertThat(found).isEmpty();
    }

    private static byte[] bytes(JavaClass javaClass) throws IOException {
        try (InputStream in =
                javaClass.getSource().orElseThrow().getUri().toURL().openStream()) {
            return in.readAllBytes();
        }
    }
}
