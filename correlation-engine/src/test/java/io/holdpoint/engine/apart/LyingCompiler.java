// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.apart;

import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_void;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** What a compiler's process may answer once its author has taken it over. */
final class LyingCompiler {
  private LyingCompiler() {}

  /** The rule's name decides what it answers. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws IOException {
    DataOutputStream out = new DataOutputStream(System.out);
    Wire.writeText(out, "");
    out.flush();
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
    Wire.Job job = Wire.readJob(in);
    switch (job.name()) {
      case "calls" -> Wire.writeCompiled(out, classes("generated.Rule", "java.lang.Runtime"));
      case "poses" -> Wire.writeCompiled(out, classes("java.lang.Runtime", "java.lang.Runtime"));
      case "floods" -> {
        out.writeByte(1);
        out.writeInt(Integer.MAX_VALUE);
        out.flush();
      }
      case "chatters" -> out.writeBytes("hello, this is no answer");
      default -> throw new IllegalStateException(job.name());
    }
    out.flush();
    int _ = in.read();
  }

  /** One class of this name that calls exec of another, in the form of a compiled rule. */
  private static byte[] classes(String name, String called) throws IOException {
    ClassDesc other = ClassDesc.of(called);
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of(name),
                made ->
                    made.withMethodBody(
                        "run",
                        MethodTypeDesc.of(CD_void),
                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                        code ->
                            code.invokestatic(other, "getRuntime", MethodTypeDesc.of(other))
                                .ldc("id")
                                .invokevirtual(
                                    other,
                                    "exec",
                                    MethodTypeDesc.of(ClassDesc.of("java.lang.Process"), CD_String))
                                .pop()
                                .return_()));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(all);
    out.writeInt(0x48505231);
    new com.espertech.esper.common.client.EPCompiledManifest("9.0.0", name, null, false).write(out);
    out.writeInt(1);
    out.writeUTF(name);
    out.writeInt(bytes.length);
    out.write(bytes);
    return all.toByteArray();
  }
}
