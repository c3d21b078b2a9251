; lanes
target triple = "x86_64-unknown-linux-gnu"

define internal i32 @dyn.main(ptr %run.host, ptr noalias %run.scratch, i64 %run.lanes, ptr noalias %x, i64 %x.length, ptr noalias %turns, i64 %turns.length) #0 {
entry:
  %i = add <8 x i64> <i64 0, i64 0, i64 0, i64 0, i64 0, i64 0, i64 0, i64 0>, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7>
  %i.1 = add <8 x i64> <i64 0, i64 0, i64 0, i64 0, i64 0, i64 0, i64 0, i64 0>, <i64 8, i64 9, i64 10, i64 11, i64 12, i64 13, i64 14, i64 15>
  %at = getelementptr inbounds double, ptr %x, i64 0
  %v = load <8 x double>, ptr %at, align 8
  %at.1 = getelementptr inbounds double, ptr %at, i64 8
  %v.1 = load <8 x double>, ptr %at.1, align 8
  br label %while
while:
  %c = phi <8 x double> [ %v, %entry ], [ %c.2, %join ]
  %c.1 = phi <8 x double> [ %v.1, %entry ], [ %c.3, %join ]
  %n = phi <8 x i64> [ <i64 0, i64 0, i64 0, i64 0, i64 0, i64 0, i64 0, i64 0>, %entry ], [ %n.2, %join ]
  %n.1 = phi <8 x i64> [ <i64 0, i64 0, i64 0, i64 0, i64 0, i64 0, i64 0, i64 0>, %entry ], [ %n.3, %join ]
  %active = phi <8 x i1> [ <i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true>, %entry ], [ %active.2, %join ]
  %active.1 = phi <8 x i1> [ <i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true, i1 true>, %entry ], [ %active.3, %join ]
  %size = call <8 x double> @llvm.fabs.v8f64(<8 x double> %c)
  %size.1 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %c.1)
  %go = fcmp ogt <8 x double> %size, <double 0x3FF0000000000000, double 0x3FF0000000000000, double 0x3FF0000000000000, double 0x3FF0000000000000, double 0x3FF0000000000000, double 0x3FF0000000000000, double 0x3FF0000000000000, double 0x3FF0000000000000>
  %go.1 = fcmp ogt <8 x double> %size.1, <double 0x3FF0000000000000, double 0x3FF0000000000000, double 0x3FF0000000000000, double 0x3FF0000000000000, double 0x3FF0000000000000, double 0x3FF0000000000000, double 0x3FF0000000000000, double 0x3FF0000000000000>
  %active.2 = and <8 x i1> %active, %go
  %active.3 = and <8 x i1> %active.1, %go.1
  %some = or <8 x i1> %active.2, %active.3
  %any = call i1 @llvm.vector.reduce.or.v8i1(<8 x i1> %some)
  br i1 %any, label %do, label %done
do:
  %less = fmul <8 x double> %c, <double 0x3FE0000000000000, double 0x3FE0000000000000, double 0x3FE0000000000000, double 0x3FE0000000000000, double 0x3FE0000000000000, double 0x3FE0000000000000, double 0x3FE0000000000000, double 0x3FE0000000000000>
  %less.1 = fmul <8 x double> %c.1, <double 0x3FE0000000000000, double 0x3FE0000000000000, double 0x3FE0000000000000, double 0x3FE0000000000000, double 0x3FE0000000000000, double 0x3FE0000000000000, double 0x3FE0000000000000, double 0x3FE0000000000000>
  %minus = fcmp olt <8 x double> %less, <double 0x0000000000000000, double 0x0000000000000000, double 0x0000000000000000, double 0x0000000000000000, double 0x0000000000000000, double 0x0000000000000000, double 0x0000000000000000, double 0x0000000000000000>
  %minus.1 = fcmp olt <8 x double> %less.1, <double 0x0000000000000000, double 0x0000000000000000, double 0x0000000000000000, double 0x0000000000000000, double 0x0000000000000000, double 0x0000000000000000, double 0x0000000000000000, double 0x0000000000000000>
  %active.4 = and <8 x i1> %active.2, %minus
  %active.5 = and <8 x i1> %active.3, %minus.1
  %some.2 = or <8 x i1> %active.4, %active.5
  %any.1 = call i1 @llvm.vector.reduce.or.v8i1(<8 x i1> %some.2)
  br i1 %any.1, label %some.1, label %join
some.1:
  %positive = fneg <8 x double> %less
  %positive.1 = fneg <8 x double> %less.1
  %up = select <8 x i1> %active.4, <8 x double> %positive, <8 x double> %less
  %up.1 = select <8 x i1> %active.5, <8 x double> %positive.1, <8 x double> %less.1
  br label %join
join:
  %up.2 = phi <8 x double> [ %up, %some.1 ], [ %less, %do ]
  %up.3 = phi <8 x double> [ %up.1, %some.1 ], [ %less.1, %do ]
  %more = add <8 x i64> %n, <i64 1, i64 1, i64 1, i64 1, i64 1, i64 1, i64 1, i64 1>
  %more.1 = add <8 x i64> %n.1, <i64 1, i64 1, i64 1, i64 1, i64 1, i64 1, i64 1, i64 1>
  %c.2 = select <8 x i1> %active.2, <8 x double> %up.2, <8 x double> %c
  %c.3 = select <8 x i1> %active.3, <8 x double> %up.3, <8 x double> %c.1
  %n.2 = select <8 x i1> %active.2, <8 x i64> %more, <8 x i64> %n
  %n.3 = select <8 x i1> %active.3, <8 x i64> %more.1, <8 x i64> %n.1
  br label %while
done:
  %at.2 = getelementptr inbounds double, ptr %x, i64 0
  store <8 x double> %c, ptr %at.2, align 8
  %at.3 = getelementptr inbounds double, ptr %at.2, i64 8
  store <8 x double> %c.1, ptr %at.3, align 8
  %at.4 = getelementptr inbounds i64, ptr %turns, i64 0
  store <8 x i64> %n, ptr %at.4, align 8
  %at.5 = getelementptr inbounds i64, ptr %at.4, i64 8
  store <8 x i64> %n.1, ptr %at.5, align 8
  ret i32 0
}

define i32 @dyn_kernel(ptr %operands, ptr %lengths, ptr %scratch, ptr %host) #0 {
entry:
  %slot = getelementptr inbounds ptr, ptr %operands, i64 0
  %run.lanes = load i64, ptr %slot, align 8
  %slot.1 = getelementptr inbounds ptr, ptr %operands, i64 1
  %x = load ptr, ptr %slot.1, align 8
  %slot.2 = getelementptr inbounds i64, ptr %lengths, i64 1
  %x.length = load i64, ptr %slot.2, align 8
  %slot.3 = getelementptr inbounds ptr, ptr %operands, i64 2
  %turns = load ptr, ptr %slot.3, align 8
  %slot.4 = getelementptr inbounds i64, ptr %lengths, i64 2
  %turns.length = load i64, ptr %slot.4, align 8
  %code = call i32 @dyn.main(ptr %host, ptr %scratch, i64 %run.lanes, ptr %x, i64 %x.length, ptr %turns, i64 %turns.length)
  ret i32 %code
}

declare <8 x double> @llvm.fabs.v8f64(<8 x double>)
declare i1 @llvm.vector.reduce.or.v8i1(<8 x i1>)

attributes #0 = { nounwind "stackrealign" "target-cpu"="x86-64-v4" "target-features"="" "prefer-vector-width"="512" "warn-stack-size"="131072" }
!0 = !{!"branch_weights", i32 1, i32 1000}
!1 = !{!"branch_weights", i32 1000, i32 1}
