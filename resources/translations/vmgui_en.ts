<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Texts</name>
    <message numerus="yes">
        <source>%n machine(s) running</source>
        <translation>
            <numerusform>%n machine running</numerusform>
            <numerusform>%n machines running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s)</source>
        <translation>
            <numerusform>%n machine</numerusform>
            <numerusform>%n machines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n import(s) running</source>
        <translation>
            <numerusform>%n import running</numerusform>
            <numerusform>%n imports running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete and erase %n disk(s)</source>
        <translation>
            <numerusform>Delete and erase %n disk</numerusform>
            <numerusform>Delete and erase %n disks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n repair(s) will be made on the copy.</source>
        <translation>
            <numerusform>%n repair will be made on the copy.</numerusform>
            <numerusform>%n repairs will be made on the copy.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n second(s) left</source>
        <translation>
            <numerusform>about %n second left</numerusform>
            <numerusform>about %n seconds left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>about %n minute left</numerusform>
            <numerusform>about %n minutes left</numerusform>
        </translation>
    </message>
</context>
</TS>
