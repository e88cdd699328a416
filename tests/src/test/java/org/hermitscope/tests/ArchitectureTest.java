package org.hermitscope.tests;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The arrows between the parts. Maven knows those between jars; the rest is here.
class ArchitectureTest {
    private static final String ROOT = "org.hermitscope.";

    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.hermitscope");
    }

    @ParameterizedTest
    @CsvSource({
        "gdbstub,    ''",
        "monitor,    ''",
        "netcapture, ''",
        "machine,    ''",
        "net,        ''",
        "x86,        machine",
        "kvm,        machine",
        "kernel,     machine net",
        "vmm,        machine net x86 kvm kernel gdbstub monitor netcapture",
        "cli,        vmm kernel x86 machine monitor",
    })
    void aPartSeesOnlyTheseOthers(String part, String others) {
        List<String> allowed = new ArrayList<>();
        allowed.add(ROOT + part + "..");
        for (String other : others.split(" ", -1)) {
            if (!other.isEmpty()) {
                allowed.add(ROOT + other + "..");
            }
        }
        noClasses()
                .that(resideInAPackage(ROOT + part + ".."))
                .should()
                .dependOnClassesThat(resideInAPackage("org.hermitscope..")
                        .and(not(resideInAnyPackage(allowed.toArray(new String[0])))))
                .allowEmptyShould(true)
                .check(classes);
    }

    /// Packages beside one another have none; a package and those below it may know each other.
    @Test
    void neighbouringPackagesHaveNoCycles() {
        Set<String> parents = new TreeSet<>();
        for (JavaClass javaClass : classes) {
            String name = javaClass.getPackageName();
            for (int dot = name.lastIndexOf('.'); dot >= ROOT.length() - 1; dot = name.lastIndexOf('.', dot - 1)) {
                parents.add(name.substring(0, dot));
            }
        }
        assertThat(parents).contains("org.hermitscope", "org.hermitscope.x86");
        for (String parent : parents) {
            slices().matching(parent + ".(*)..").should().beFreeOfCycles().check(classes);
        }
    }

    @Test
    void decoderAndSemanticsKnowNoEngine() {
        noClasses()
                .that(resideInAnyPackage(ROOT + "x86.decode..", ROOT + "x86.semantics..", ROOT + "x86.isa.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(ROOT + "x86.interp..", ROOT + "x86.jit.."))
                .check(classes);
    }

    @Test
    void devicesKnowNoProcessor() {
        noClasses()
                .that(resideInAPackage(ROOT + "vmm.device.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(ROOT + "x86..", ROOT + "kvm..", ROOT + "kernel.."))
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void nativeFunctionsAreCalledInFourPlacesOnly() {
        noClasses()
                .that(not(resideInAnyPackage(ROOT + "kvm..", ROOT + "net.link..")))
                .and()
                .haveNameNotMatching("org\\.hermitscope\\.(machine\\.HostMapping|kernel\\.vfs\\.PosixTerminal)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Linker.class, SymbolLookup.class, FunctionDescriptor.class)
                .check(classes);
    }

    @Test
    void unsafeMemoryIsBehindOneBackend() {
        noClasses()
                .that(not(resideInAPackage(ROOT + "machine..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("jdk.internal..", "sun.misc.."))
                .check(classes);
    }

    @Test
    void onlyTheCommandLineEndsTheProcess() {
        noClasses()
                .that(not(resideInAPackage(ROOT + "cli..")))
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(classes);
    }
}
