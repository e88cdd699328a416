package org.hermitscope.tests;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.List;
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

    @Test
    void packagesHaveNoCycles() {
        slices().assignedFrom(new Packages()).should().beFreeOfCycles().check(classes);
    }

    /// Each package by itself, whether above, below or beside another. The interpreter's families of operations are one
    /// with the engine, which asks each of them in turn.
    private static final class Packages implements SliceAssignment {
        private static final String INTERPRETER = ROOT + "x86.interp";

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            String name = javaClass.getPackageName();
            return SliceIdentifier.of(name.startsWith(INTERPRETER + ".") ? INTERPRETER : name);
        }

        @Override
        public String getDescription() {
            return "every package";
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
                .haveNameNotMatching(
                        "org\\.hermitscope\\.(machine\\.Host(Mapping|Calls)|kernel\\.vfs\\.PosixTerminal)(\\$.*)?")
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
