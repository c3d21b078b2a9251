package dyn.cli;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Classes with code in place of what the JVM would make when it is first reached: switches over types, equality and hashes of records. Each
 * takes it about a millisecond, and no archive of classes keeps them.
 */
final class Spelled {
  private static final String SWITCH = "java.lang.runtime.SwitchBootstraps.typeSwitch";
  private static final String RECORD = "java.lang.runtime.ObjectMethods.bootstrap";
  private static final MethodTypeDesc EQUAL = MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object);
  private static final MethodTypeDesc HASH = MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object);

  private final ClassFile files = ClassFile.of(ClassFile.ConstantPoolSharingOption.NEW_POOL, ClassFile.ClassHierarchyResolverOption.of(
      ClassHierarchyResolver.ofResourceParsing(Spelled.class.getClassLoader()).orElse(ClassHierarchyResolver.defaultResolver())));

  /** What a call goes to. */
  private record Made(String name, MethodTypeDesc type, Consumer<CodeBuilder> code) {}

  /** Whether a class has any of them. */
  boolean isAskedFor(byte[] bytes) {
    return files.parse(bytes).findAttribute(Attributes.bootstrapMethods()).stream()
        .flatMap(all -> all.bootstrapMethods().stream())
        .map(m -> name(m.bootstrapMethod().asSymbol())).anyMatch(n -> n.equals(SWITCH) || n.equals(RECORD));
  }

  byte[] out(byte[] bytes) {
    ClassModel model = files.parse(bytes);
    boolean isInterface = model.flags().has(AccessFlag.INTERFACE);
    ClassDesc owner = model.thisClass().asSymbol();
    List<Made> made = new ArrayList<>();
    CodeTransform calls = (code, element) -> {
      Consumer<CodeBuilder> body = element instanceof InvokeDynamicInstruction i ? body(i, owner) : null;
      if (body == null) {
        code.with(element);
        return;
      }
      made.add(new Made("spelled$" + made.size(), ((InvokeDynamicInstruction) element).typeSymbol(), body));
      code.invokestatic(owner, made.getLast().name(), made.getLast().type(), isInterface);
    };
    return files.transformClass(model, ClassTransform.transformingMethodBodies(calls).andThen(ClassTransform.endHandler(b -> {
      for (Made m : made)
        b.withMethodBody(m.name(), m.type(), ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC, m.code());
    })));
  }

  private static String name(DirectMethodHandleDesc bootstrap) {
    return bootstrap.owner().packageName() + "." + bootstrap.owner().displayName() + "." + bootstrap.methodName();
  }

  /** Null where a call stays as it is. */
  private static Consumer<CodeBuilder> body(InvokeDynamicInstruction i, ClassDesc owner) {
    List<ConstantDesc> args = i.bootstrapArgs();
    return switch (name(i.bootstrapMethod())) {
      case SWITCH -> args.stream().allMatch(l -> l instanceof ClassDesc d && !d.isPrimitive())
          ? c -> firstFit(c, args.stream().map(ClassDesc.class::cast).toList()) : null;
      case RECORD -> {
        List<DirectMethodHandleDesc> fields = args.subList(2, args.size()).stream().map(DirectMethodHandleDesc.class::cast).toList();
        yield switch (i.name().stringValue()) {
          case "equals" -> c -> areEqual(c, owner, fields);
          case "hashCode" -> c -> hash(c, owner, fields);
          default -> null;
        };
      }
      default -> null;
    };
  }

  /** As {@link java.lang.runtime.SwitchBootstraps#typeSwitch} says: the first label from the given number on that fits; -1 for null. */
  private static void firstFit(CodeBuilder c, List<ClassDesc> labels) {
    c.aload(0).ifThen(Opcode.IFNULL, n -> n.loadConstant(-1).ireturn());
    for (int k = 0; k < labels.size(); k++) {
      int label = k;
      c.iload(1).loadConstant(label).ifThen(Opcode.IF_ICMPLE, asked -> asked.aload(0).instanceOf(labels.get(label))
          .ifThen(Opcode.IFNE, fits -> fits.loadConstant(label).ireturn()));
    }
    c.loadConstant(labels.size()).ireturn();
  }

  /** Component by component, as {@link Record#equals} says. */
  private static void areEqual(CodeBuilder c, ClassDesc owner, List<DirectMethodHandleDesc> fields) {
    c.aload(0).aload(1).ifThen(Opcode.IF_ACMPEQ, same -> same.iconst_1().ireturn());
    c.aload(1).instanceOf(owner).ifThen(Opcode.IFEQ, other -> other.iconst_0().ireturn());
    c.aload(1).checkcast(owner).astore(2);
    for (DirectMethodHandleDesc f : fields) {
      ClassDesc type = MethodTypeDesc.ofDescriptor(f.invocationType().descriptorString()).returnType();
      c.aload(0).getfield(owner, f.methodName(), type).aload(2).getfield(owner, f.methodName(), type);
      Consumer<CodeBuilder> no = b -> b.iconst_0().ireturn();
      switch (TypeKind.from(type).asLoadable()) {
        case INT -> c.ifThen(Opcode.IF_ICMPNE, no::accept);
        case LONG -> c.lcmp().ifThen(Opcode.IFNE, no::accept);
        case FLOAT, DOUBLE -> c.invokestatic(box(type), "compare", MethodTypeDesc.of(ConstantDescs.CD_int, type, type))
            .ifThen(Opcode.IFNE, no::accept);
        default -> c.invokestatic(ClassDesc.of("java.util.Objects"), "equals", EQUAL).ifThen(Opcode.IFEQ, no::accept);
      }
    }
    c.iconst_1().ireturn();
  }

  /** Of components {@code h = 31 h + hash}, as the JVM does. */
  private static void hash(CodeBuilder c, ClassDesc owner, List<DirectMethodHandleDesc> fields) {
    c.iconst_0();
    for (DirectMethodHandleDesc f : fields) {
      ClassDesc type = MethodTypeDesc.ofDescriptor(f.invocationType().descriptorString()).returnType();
      c.loadConstant(31).imul().aload(0).getfield(owner, f.methodName(), type);
      if (type.isPrimitive()) c.invokestatic(box(type), "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, type));
      else c.invokestatic(ClassDesc.of("java.util.Objects"), "hashCode", HASH);
      c.iadd();
    }
    c.ireturn();
  }

  private static ClassDesc box(ClassDesc primitive) {
    return switch (primitive.descriptorString()) {
      case "Z" -> ConstantDescs.CD_Boolean;
      case "B" -> ConstantDescs.CD_Byte;
      case "C" -> ConstantDescs.CD_Character;
      case "S" -> ConstantDescs.CD_Short;
      case "I" -> ConstantDescs.CD_Integer;
      case "J" -> ConstantDescs.CD_Long;
      case "F" -> ConstantDescs.CD_Float;
      case "D" -> ConstantDescs.CD_Double;
      default -> throw new IllegalArgumentException(primitive.displayName());
    };
  }
}
