package parley.base.attack;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.classfile.instruction.LocalVariableType;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Takes one check out of the bytes of a class, as a hostile or careless build would have it. */
final class Weakener {
    private static final ClassDesc OPTIONAL = ClassDesc.of("java.util.Optional");
    private static final ClassDesc LIST = ClassDesc.of("java.util.List");
    private static final String LAMBDA = "lambda$";

    private final Weakening weakening;
    private final Passage passage;
    private final ClassFile reader;

    Weakener(Weakening weakening, Passage passage, ClassLoader of) {
        this.weakening = weakening;
        this.passage = passage;
        this.reader = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(of).orElse(ClassHierarchyResolver.defaultResolver())));
    }

    /** The changed bytes; empty when the passage is not of this class. */
    Optional<byte[]> weaken(byte[] original) {
        ClassModel model = reader.parse(original);
        boolean ours = model.findAttribute(Attributes.sourceFile())
                .filter(source -> source.sourceFile().equalsString(passage.source()))
                .isPresent();
        Optional<MethodModel> target = ours ? target(model) : Optional.empty();
        return target.map(method -> reader.transformClass(
                model,
                ClassTransform.transformingMethodBodies(
                        one -> one.methodName().equals(method.methodName())
                                && one.methodType().equals(method.methodType()),
                        change(method))));
    }

    private Optional<MethodModel> target(ClassModel model) {
        List<MethodModel> there = model.methods().stream()
                .filter(method -> !instructions(method).isEmpty())
                .toList();
        if (there.isEmpty()) {
            return declared(model);
        }
        List<MethodModel> meant = switch (weakening.word()) {
            case SKIPS, ENTERS ->
                there.stream().filter(method -> !conditions(method).isEmpty()).toList();
            case DROPS ->
                there.stream().filter(method -> !calls(method).isEmpty()).toList();
            case AFFIRMS, DENIES -> answering(there);
        };
        if (meant.size() > 1 && meant.stream().anyMatch(method -> !isLambda(method))) {
            meant = meant.stream().filter(method -> !isLambda(method)).toList();
        }
        if (meant.size() != 1) {
            throw new AssertionError("is meant by " + meant.size() + " methods of "
                    + model.thisClass().asInternalName() + " instead of one: " + weakening);
        }
        return Optional.of(meant.getFirst());
    }

    /**
     * The lambda that begins on the line of the text, or further on in its statement, or else the method; of several lambdas of one
     * line the one that answers true or false.
     */
    private List<MethodModel> answering(List<MethodModel> there) {
        List<MethodModel> lambdas = there.stream()
                .filter(method -> isLambda(method) && passage.covers(firstLine(method)))
                .toList();
        List<MethodModel> here = lambdas.stream()
                .filter(method -> firstLine(method) == passage.first())
                .toList();
        List<MethodModel> deciding = here.stream()
                .filter(method -> method.methodTypeSymbol().returnType().equals(ConstantDescs.CD_boolean))
                .toList();
        if (lambdas.isEmpty()) {
            return there.stream().filter(method -> !isLambda(method)).toList();
        }
        if (here.isEmpty()) {
            return lambdas;
        }
        return here.size() == 1 || deciding.isEmpty() ? here : deciding;
    }

    /** The method that is declared in the passage, when the text was taken from its head. */
    private Optional<MethodModel> declared(ClassModel model) {
        return model.methods().stream()
                .filter(method -> !isLambda(method) && firstLine(method) > passage.last())
                .min(Comparator.comparingInt(Weakener::firstLine))
                .filter(method -> weakening.text().contains(method.methodName().stringValue() + "("));
    }

    private static boolean isLambda(MethodModel method) {
        return method.methodName().stringValue().startsWith(LAMBDA);
    }

    private static int firstLine(MethodModel method) {
        return method.code().stream()
                .flatMap(code -> code.elementStream())
                .filter(LineNumber.class::isInstance)
                .mapToInt(line -> ((LineNumber) line).line())
                .findFirst()
                .orElse(0);
    }

    /** What of a method's code stands in the passage, by its place in the code: elements are other objects each time they are read. */
    private SortedMap<Integer, CodeElement> instructions(MethodModel method) {
        SortedMap<Integer, CodeElement> there = new TreeMap<>();
        int line = 0;
        int place = 0;
        for (CodeElement element : method.code().map(code -> code.elementList()).orElse(List.of())) {
            if (element instanceof LineNumber number) {
                line = number.line();
            } else if (passage.covers(line)) {
                there.put(place, element);
            }
            place++;
        }
        return there;
    }

    private SortedMap<Integer, BranchInstruction> conditions(MethodModel method) {
        SortedMap<Integer, BranchInstruction> conditions = new TreeMap<>();
        instructions(method).forEach((place, element) -> {
            if (element instanceof BranchInstruction branch
                    && branch.opcode() != Opcode.GOTO
                    && branch.opcode() != Opcode.GOTO_W) {
                conditions.put(place, branch);
            }
        });
        return conditions;
    }

    private SortedMap<Integer, InvokeInstruction> calls(MethodModel method) {
        SortedMap<Integer, InvokeInstruction> calls = new TreeMap<>();
        instructions(method).forEach((place, element) -> {
            if (element instanceof InvokeInstruction call) {
                calls.put(place, call);
            }
        });
        return calls;
    }

    private CodeTransform change(MethodModel method) {
        return switch (weakening.word()) {
            case SKIPS -> branches(conditions(method), !passage.alternative());
            case ENTERS -> branches(conditions(method), passage.alternative());
            case DROPS -> dropping(calls(method).lastKey());
            case AFFIRMS -> answering(method, true);
            case DENIES -> answering(method, false);
        };
    }

    /** The last condition of an if jumps past its block; so do those before it that end it early, and the others jump into it. */
    private static CodeTransform branches(SortedMap<Integer, BranchInstruction> conditions, boolean past) {
        Label beyond = conditions.lastEntry().getValue().target();
        Set<Integer> jumping = conditions.entrySet().stream()
                .filter(one -> past && one.getValue().target().equals(beyond))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return placed((builder, place, element) -> {
            if (conditions.containsKey(place) && element instanceof BranchInstruction branch) {
                pop(builder, branch.opcode());
                if (jumping.contains(place)) {
                    builder.goto_(branch.target());
                }
            } else {
                builder.with(element);
            }
        });
    }

    /** Changes one element of a method's code, which is the one of this place. */
    @FunctionalInterface
    private interface Placed {
        void accept(CodeBuilder builder, int place, CodeElement element);
    }

    private static CodeTransform placed(Placed change) {
        return new CodeTransform() {
            private int place;

            @Override
            public void accept(CodeBuilder builder, CodeElement element) {
                if (!(element instanceof LocalVariable) && !(element instanceof LocalVariableType)) {
                    change.accept(builder, place, element); // Names of variables outlive the code that is taken out.
                }
                place++;
            }
        };
    }

    private static void pop(CodeBuilder builder, Opcode condition) {
        builder.pop();
        switch (condition) {
            case IF_ICMPEQ, IF_ICMPNE, IF_ICMPLT, IF_ICMPGE, IF_ICMPGT, IF_ICMPLE, IF_ACMPEQ, IF_ACMPNE ->
                builder.pop();
            default -> {} // One value was compared with zero or with null.
        }
    }

    private static CodeTransform dropping(int which) {
        return placed((builder, place, element) -> {
            if (place != which || !(element instanceof InvokeInstruction call)) {
                builder.with(element);
                return;
            }
            MethodTypeDesc type = call.typeSymbol();
            for (int i = type.parameterCount() - 1; i >= 0; i--) {
                pop(builder, type.parameterType(i));
            }
            if (call.opcode() != Opcode.INVOKESTATIC) {
                builder.pop();
            }
            push(builder, type.returnType(), false);
        });
    }

    private static void pop(CodeBuilder builder, ClassDesc type) {
        if (TypeKind.from(type).slotSize() == 2) {
            builder.pop2();
        } else {
            builder.pop();
        }
    }

    private CodeTransform answering(MethodModel method, boolean yes) {
        ClassDesc type = method.methodTypeSymbol().returnType();
        if (yes && !type.equals(ConstantDescs.CD_boolean) && !type.equals(ConstantDescs.CD_Boolean)) {
            throw new AssertionError("answers neither true nor false: " + weakening);
        }
        if (method.flags().has(AccessFlag.ABSTRACT)) {
            throw new AssertionError("has no body: " + weakening);
        }
        return new CodeTransform() {
            private boolean answered;

            @Override
            public void accept(CodeBuilder builder, CodeElement element) {
                if (!answered) {
                    push(builder, type, yes);
                    builder.return_(TypeKind.from(type));
                    answered = true;
                }
            }
        };
    }

    private static void push(CodeBuilder builder, ClassDesc type, boolean yes) {
        if (type.equals(OPTIONAL)) {
            builder.invokestatic(OPTIONAL, "empty", MethodTypeDesc.of(OPTIONAL));
            return;
        }
        if (type.equals(LIST)) {
            builder.invokestatic(LIST, "of", MethodTypeDesc.of(LIST), true);
            return;
        }
        if (type.equals(ConstantDescs.CD_Boolean)) {
            builder.loadConstant(yes ? 1 : 0);
            builder.invokestatic(type, "valueOf", MethodTypeDesc.of(type, ConstantDescs.CD_boolean));
            return;
        }
        switch (TypeKind.from(type)) {
            case VOID -> {}
            case BOOLEAN -> builder.loadConstant(yes ? 1 : 0);
            case LONG -> builder.lconst_0();
            case FLOAT -> builder.fconst_0();
            case DOUBLE -> builder.dconst_0();
            case REFERENCE -> builder.aconst_null();
            default -> builder.iconst_0();
        }
    }
}
