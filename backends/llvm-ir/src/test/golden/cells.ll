; cells
target triple = "x86_64-unknown-linux-gnu"

define internal i32 @dyn.main(ptr %run.host, ptr noalias %run.scratch, i64 %run.lanes, double %scale, ptr noalias %rows, i64 %rows.length, ptr noalias %end.x, ptr noalias %x) #0 {
entry:
  %enter = icmp sgt i64 %run.lanes, 0
  br i1 %enter, label %for, label %done
for:
  %m = phi i64 [ 0, %entry ], [ %m.next, %done.2 ]
  %enter.1 = icmp sgt i64 4, 0
  br i1 %enter.1, label %for.1, label %done.1
for.1:
  %i = phi i64 [ 0, %for ], [ %i.next, %for.1 ]
  %s = phi double [ 0x0000000000000000, %for ], [ %y, %for.1 ]
  %r = sitofp i64 %i to double
  %y = call double @llvm.fma.f64(double %scale, double %r, double %s)
  %at = getelementptr inbounds double, ptr %x, i64 %i
  store double %y, ptr %at, align 8
  %i.next = add nuw nsw i64 %i, 1
  %again = icmp slt i64 %i.next, 4
  br i1 %again, label %for.1, label %done.1
done.1:
  %sum = phi double [ 0x0000000000000000, %for ], [ %y, %for.1 ]
  %host = load ptr, ptr %run.host, align 8
  %host.slot = getelementptr inbounds ptr, ptr %run.host, i64 2
  %host.function = load ptr, ptr %host.slot, align 8
  %answer = call i32 %host.function(ptr %host, i32 1)
  %stop = icmp ne i32 %answer, 0
  br i1 %stop, label %failed, label %waited, !prof !0
failed:
  ret i32 1
waited:
  %enter.2 = icmp sgt i64 4, 0
  br i1 %enter.2, label %for.2, label %done.2
for.2:
  %j = phi i64 [ 0, %waited ], [ %j.next, %for.2 ]
  %at.1 = getelementptr inbounds double, ptr %x, i64 %j
  %z = load double, ptr %at.1, align 8
  %q = fdiv double %z, %sum
  %row = mul nsw i64 %j, %run.lanes
  %cell = add nsw i64 %row, %m
  %at.2 = getelementptr inbounds double, ptr %end.x, i64 %cell
  store double %q, ptr %at.2, align 8
  %j.next = add nuw nsw i64 %j, 1
  %again.1 = icmp slt i64 %j.next, 4
  br i1 %again.1, label %for.2, label %done.2
done.2:
  %m.next = add nuw nsw i64 %m, 1
  %again.2 = icmp slt i64 %m.next, %run.lanes
  br i1 %again.2, label %for, label %done
done:
  ret i32 0
}

define i32 @dyn_kernel(ptr %operands, ptr %lengths, ptr %scratch, ptr %host) #0 {
entry:
  %slot = getelementptr inbounds ptr, ptr %operands, i64 0
  %run.lanes = load i64, ptr %slot, align 8
  %slot.1 = getelementptr inbounds ptr, ptr %operands, i64 1
  %scale = load double, ptr %slot.1, align 8
  %slot.2 = getelementptr inbounds ptr, ptr %operands, i64 2
  %rows = load ptr, ptr %slot.2, align 8
  %slot.3 = getelementptr inbounds i64, ptr %lengths, i64 2
  %rows.length = load i64, ptr %slot.3, align 8
  %slot.4 = getelementptr inbounds ptr, ptr %operands, i64 3
  %end.x = load ptr, ptr %slot.4, align 8
  %buffer = getelementptr inbounds i8, ptr %scratch, i64 0
  %code = call i32 @dyn.main(ptr %host, ptr %scratch, i64 %run.lanes, double %scale, ptr %rows, i64 %rows.length, ptr %end.x, ptr %buffer)
  ret i32 %code
}

declare double @llvm.fma.f64(double, double, double)

attributes #0 = { nounwind "stackrealign" "target-cpu"="x86-64-v4" "target-features"="" "prefer-vector-width"="512" "warn-stack-size"="131072" }
!0 = !{!"branch_weights", i32 1, i32 1000}
!1 = !{!"branch_weights", i32 1000, i32 1}
