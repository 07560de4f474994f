<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name></name>
    <message>
        <source>{source}: {size} bytes, partition table: {table}</source>
        <translation>{source}: {size} バイト、パーティションテーブル: {table}</translation>
    </message>
    <message>
        <source>Geometry: {cylinders} cylinders, {heads} heads, {sectors} sectors (from: {origin})</source>
        <translation>ジオメトリー: シリンダー {cylinders}、ヘッド {heads}、セクター {sectors}（根拠: {origin}）</translation>
    </message>
    <message>
        <source>on partition {number}, {root}</source>
        <translation>パーティション {number} の {root}</translation>
    </message>
    <message>
        <source>System: {what} {where}</source>
        <translation>システム: {what} {where}</translation>
    </message>
    <message>
        <source>  HAL {hal}, computer name {name}</source>
        <translation>  HAL {hal}、コンピューター名 {name}</translation>
    </message>
    <message>
        <source>Profile: {profile}</source>
        <translation>プロファイル: {profile}</translation>
    </message>
    <message>
        <source>Not sure: {text}</source>
        <translation>不明な点: {text}</translation>
    </message>
    <message>
        <source>Partition {number}: type {type}, {size} bytes at {start}, {filesystem} {label} {active}</source>
        <translation>パーティション {number}: 種類 {type}、{size} バイト（位置 {start}）、{filesystem} {label} {active}</translation>
    </message>
    <message>
        <source>(active)</source>
        <translation>（アクティブ）</translation>
    </message>
    <message>
        <source>{name} is ready. Its disk is {disk}.</source>
        <translation>{name} の準備ができました。ディスクは {disk} です。</translation>
    </message>
    <message>
        <source>Go on with: {resume}
Or take it back with: {discard}</source>
        <translation>続けるには: {resume}
取り消すには: {discard}</translation>
    </message>
    <message>
        <source>Discarded.</source>
        <translation>破棄しました。</translation>
    </message>
    <message>
        <source>The old bytes are back.</source>
        <translation>元のバイトに戻しました。</translation>
    </message>
    <message>
        <source>started</source>
        <translation>起動しました</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>電源を切りました</translation>
    </message>
    <message>
        <source>has shut down</source>
        <translation>シャットダウンしました</translation>
    </message>
</context>
<context>
    <name>AboutDialog</name>
    <message>
        <source>About vmgui</source>
        <translation>vmgui について</translation>
    </message>
    <message>
        <source>vmgui {version}
Virtual machines for small offices.

Apache License 2.0</source>
        <translation>vmgui {version}
小さなオフィスのための仮想マシン管理ソフトです。

Apache License 2.0</translation>
    </message>
</context>
<context>
    <name>Bar</name>
    <message>
        <source>Problem</source>
        <extracomment>What stands in the window at once; older bars give way.</extracomment>
        <translation>問題</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>お知らせ</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>このお知らせを閉じる</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>報告をコピー</translation>
    </message>
</context>
<context>
    <name>ConsolePanel</name>
    <message>
        <source>State of the screen</source>
        <translation>画面の状態</translation>
    </message>
    <message>
        <source>Screen of {name}</source>
        <translation>{name} の画面</translation>
    </message>
    <message>
        <source>Ctrl+Alt+Del</source>
        <translation>Ctrl+Alt+Del</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>合わせる</translation>
    </message>
    <message>
        <source>Scale the screen to the window, or show it dot for dot</source>
        <translation>画面をウィンドウに合わせて拡大縮小するか、等倍で表示します</translation>
    </message>
    <message>
        <source>Let go of the mouse</source>
        <translation>マウスを放す</translation>
    </message>
    <message>
        <source>Picture…</source>
        <translation>画像…</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>画像を保存</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>画像 (*.png)</translation>
    </message>
    <message>
        <source>The picture was not saved: {path} cannot be written.</source>
        <translation>画像を保存できませんでした。{path} に書き込めません。</translation>
    </message>
    <message>
        <source>Connecting to the screen…</source>
        <translation>画面に接続しています…</translation>
    </message>
    <message>
        <source>The machine&apos;s screen does not answer.</source>
        <translation>仮想マシンの画面が応答しません。</translation>
    </message>
    <message>
        <source>The mouse is in the machine. Press Ctrl+Alt to let it go.</source>
        <translation>マウスは仮想マシンの中にあります。Ctrl+Alt を押すと放します。</translation>
    </message>
    <message>
        <source>Click into the screen to use the mouse there.</source>
        <translation>画面をクリックすると、その中でマウスを使えます。</translation>
    </message>
</context>
<context>
    <name>ConsoleWidget</name>
    <message>
        <source>Screen of the virtual machine</source>
        <extracomment>What is around a screen that does not fill its place.</extracomment>
        <translation>仮想マシンの画面</translation>
    </message>
</context>
<context>
    <name>DeleteDialog</name>
    <message>
        <source>Delete {name}?</source>
        <translation>{name} を削除しますか？</translation>
    </message>
    <message>
        <source>Delete, keep the disks</source>
        <translation>削除してディスクは残す</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Do not delete</source>
        <translation>削除しない</translation>
    </message>
    <message>
        <source>The settings of the virtual machine {name} are removed from this host.</source>
        <translation>仮想マシン {name} の設定をこのホストから取り除きます。</translation>
    </message>
    <message>
        <source>Its disks stay. Tick a disk to erase it too; what is on it is then lost for good:</source>
        <translation>ディスクは残ります。ディスクも消去する場合だけチェックしてください。中のデータは完全に失われます:</translation>
    </message>
    <message>
        <source>Erase {disk}</source>
        <translation>{disk} を消去する</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>&amp;Import an old disk…</source>
        <translation>古いディスクを取り込む(&amp;I)…</translation>
    </message>
    <message>
        <source>Choose a machine on the left, or bring in another old disk.</source>
        <translation>左で仮想マシンを選ぶか、別の古いディスクを取り込んでください。</translation>
    </message>
    <message>
        <source>There is no virtual machine yet. An old computer&apos;s disk becomes one; the disk is only read.</source>
        <translation>仮想マシンはまだありません。古いコンピューターのディスクから作れます。ディスクは読み取るだけです。</translation>
    </message>
</context>
<context>
    <name>FindingRow</name>
    <message>
        <source>To undo: {how}</source>
        <translation>元に戻すには: {how}</translation>
    </message>
</context>
<context>
    <name>GuestActions</name>
    <message>
        <source>&amp;Start</source>
        <translation>起動(&amp;S)</translation>
    </message>
    <message>
        <source>Shut &amp;down</source>
        <translation>シャットダウン(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>一時停止(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>再開(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Reset…</source>
        <translation>リセット(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Force off…</source>
        <translation>強制的に電源を切る(&amp;F)…</translation>
    </message>
    <message>
        <source>D&amp;elete…</source>
        <translation>削除(&amp;E)…</translation>
    </message>
    <message>
        <source>{name} cannot hear a shut down.</source>
        <translation>{name} はシャットダウンの合図を受け取れません。</translation>
    </message>
    <message>
        <source>Its system is from before such a signal existed. Shut it down on its own screen; when it says that it is safe, force it off.</source>
        <translation>この合図ができる前のシステムです。仮想マシンの画面でシャットダウンし、電源を切れる状態になったら強制的に電源を切ってください。</translation>
    </message>
    <message>
        <source>{name} has not reacted to shut down.</source>
        <translation>{name} はシャットダウンに反応していません。</translation>
    </message>
    <message>
        <source>It may be busy, or wait for an answer on its own screen. Ask again, or shut it down there.</source>
        <translation>処理中か、画面で返事を待っているのかもしれません。もう一度要求するか、画面でシャットダウンしてください。</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>もう一度要求する</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>待つ</translation>
    </message>
    <message>
        <source>Force off…</source>
        <translation>強制的に電源を切る…</translation>
    </message>
    <message>
        <source>Force off {name}?</source>
        <translation>{name} の電源を強制的に切りますか？</translation>
    </message>
    <message>
        <source>This pulls the plug: what the machine has not written to its disk is lost.</source>
        <translation>電源プラグを抜くのと同じです。まだディスクに書かれていないデータは失われます。</translation>
    </message>
    <message>
        <source>Force off</source>
        <translation>強制的に電源を切る</translation>
    </message>
    <message>
        <source>Reset {name}?</source>
        <translation>{name} をリセットしますか？</translation>
    </message>
    <message>
        <source>This presses the reset button: what the machine has not written to its disk is lost.</source>
        <translation>リセットボタンを押すのと同じです。まだディスクに書かれていないデータは失われます。</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>リセット</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>動かし続ける</translation>
    </message>
</context>
<context>
    <name>GuestPage</name>
    <message>
        <source>More</source>
        <translation>その他</translation>
    </message>
    <message>
        <source>Pause, reset, force off, delete</source>
        <translation>一時停止、リセット、強制的に電源を切る、削除</translation>
    </message>
</context>
<context>
    <name>GuestScreen</name>
    <message>
        <source>This machine is off.</source>
        <translation>この仮想マシンは電源が切れています。</translation>
    </message>
    <message>
        <source>The screen is shown again as soon as the host is reached.</source>
        <translation>ホストにつながり次第、画面を再び表示します。</translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>To bring in an old computer: copy its disk into an image file, then choose “Import an old disk” (Ctrl+I) and follow the questions. The image is only read.</source>
        <translation>古いコンピューターを取り込むには、そのディスクをイメージファイルにコピーし、「古いディスクを取り込む」(Ctrl+I) を選んで質問に答えてください。イメージは読み取るだけです。</translation>
    </message>
    <message>
        <source>A machine on the left shows its screen on the right. Click into the screen to type; what gives keyboard and mouse back is written above it.</source>
        <translation>左で仮想マシンを選ぶと、右にその画面が出ます。画面をクリックすると入力できます。キーボードとマウスを戻す方法は画面の上に書かれています。</translation>
    </message>
    <message>
        <source>“Shut down” asks the system inside to end. “Force off” pulls its plug; what it had not written to its disk is lost.</source>
        <translation>「シャットダウン」は中のシステムに終了を求めます。「強制的に電源を切る」はプラグを抜くのと同じで、まだディスクに書かれていないデータは失われます。</translation>
    </message>
    <message>
        <source>Closing this program does not stop the machines.</source>
        <translation>このプログラムを閉じても、仮想マシンは止まりません。</translation>
    </message>
    <message>
        <source>Keys: Ctrl+I import, Ctrl+N add host, Ctrl+J jobs, Ctrl+Shift+S start, Ctrl+Shift+D shut down, Ctrl+Q quit.</source>
        <translation>キー: Ctrl+I 取り込み、Ctrl+N ホストの追加、Ctrl+J ジョブ、Ctrl+Shift+S 起動、Ctrl+Shift+D シャットダウン、Ctrl+Q 終了。</translation>
    </message>
</context>
<context>
    <name>HostDialog</name>
    <message>
        <source>Add a host</source>
        <translation>ホストの追加</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>追加(&amp;A)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>&amp;Address of the host (libvirt URI):</source>
        <translation>ホストのアドレス（libvirt の URI）(&amp;A):</translation>
    </message>
    <message>
        <source>“qemu:///session” is this computer with your own rights, “qemu:///system” this computer as a whole.</source>
        <translation>「qemu:///session」はあなたの権限で使うこのコンピューター、「qemu:///system」はこのコンピューター全体です。</translation>
    </message>
</context>
<context>
    <name>HostPage</name>
    <message>
        <source>Address:</source>
        <translation>アドレス:</translation>
    </message>
    <message>
        <source>Computer:</source>
        <translation>コンピューター:</translation>
    </message>
    <message>
        <source>Software:</source>
        <translation>ソフトウェア:</translation>
    </message>
    <message>
        <source>Machines:</source>
        <translation>仮想マシン:</translation>
    </message>
    <message>
        <source>Acceleration:</source>
        <translation>高速化:</translation>
    </message>
    <message>
        <source>&amp;Connect again</source>
        <translation>もう一度接続(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Remove from list</source>
        <translation>一覧から外す(&amp;R)</translation>
    </message>
    <message>
        <source>The processor&apos;s virtualisation is used; machines run at nearly full speed.</source>
        <translation>プロセッサーの仮想化機能を使っています。仮想マシンはほぼ本来の速さで動きます。</translation>
    </message>
    <message>
        <source>Not available on this host: machines run in emulation, some ten times slower. Old systems are still usable. Switch on VT-x or AMD-V in the computer&apos;s firmware (BIOS) settings, or check that you may use /dev/kvm.</source>
        <translation>このホストでは使えません。仮想マシンはエミュレーションで動き、10 倍ほど遅くなりますが、古いシステムなら使えます。コンピューターの BIOS 設定で VT-x または AMD-V を有効にするか、/dev/kvm を使う権限を確かめてください。</translation>
    </message>
    <message>
        <source>Being tried out …</source>
        <translation>試しています …</translation>
    </message>
</context>
<context>
    <name>ImportWizard</name>
    <message>
        <source>Import an old disk</source>
        <translation>古いディスクを取り込む</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>取り込む(&amp;I)</translation>
    </message>
</context>
<context>
    <name>Imports</name>
    <message>
        <source>The import of {name} was interrupted.</source>
        <translation>{name} の取り込みが中断されました。</translation>
    </message>
    <message>
        <source>It can go on where it stopped. Discarding takes back all it has made; the old disk is untouched.</source>
        <translation>止まったところから続けられます。破棄すると、作ったものをすべて取り消します。古いディスクには触れません。</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>続ける</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>破棄</translation>
    </message>
    <message>
        <source>{name} is imported.</source>
        <translation>{name} を取り込みました。</translation>
    </message>
    <message>
        <source>It has been started; this is its screen.</source>
        <translation>起動しました。これがその画面です。</translation>
    </message>
    <message>
        <source>It can be started now.</source>
        <translation>いつでも起動できます。</translation>
    </message>
    <message>
        <source>The import of {name} has failed.</source>
        <translation>{name} の取り込みに失敗しました。</translation>
    </message>
</context>
<context>
    <name>JobList</name>
    <message>
        <source>Jobs</source>
        <translation>ジョブ</translation>
    </message>
    <message>
        <source>No imports yet.</source>
        <translation>取り込みはまだありません。</translation>
    </message>
</context>
<context>
    <name>JobRow</name>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>続ける</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>破棄</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>一覧から外す</translation>
    </message>
    <message>
        <source>Import of {name}</source>
        <translation>{name} の取り込み</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>停止しています …</translation>
    </message>
    <message>
        <source>Interrupted. It can go on where it stopped.</source>
        <translation>中断されました。止まったところから続けられます。</translation>
    </message>
    <message>
        <source>Cancelled. Nothing of it is left; the old disk is as it was.</source>
        <translation>キャンセルしました。何も残っていません。古いディスクは元のままです。</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>完了しました。</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>{amount} per second</source>
        <translation>毎秒 {amount}</translation>
    </message>
</context>
<context>
    <name>MachinePage</name>
    <message>
        <source>What shall the new machine be?</source>
        <translation>どのような仮想マシンにしますか？</translation>
    </message>
    <message>
        <source>All of this is set to suit the old system. Repairs are made on the copy only.</source>
        <translation>すべて古いシステムに合わせてあります。修復はコピーだけに行います。</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>Na&amp;me:</source>
        <translation>名前(&amp;M):</translation>
    </message>
    <message>
        <source>&amp;Host:</source>
        <translation>ホスト(&amp;H):</translation>
    </message>
    <message>
        <source>Memor&amp;y:</source>
        <translation>メモリー(&amp;Y):</translation>
    </message>
    <message>
        <source>Machine:</source>
        <translation>構成:</translation>
    </message>
    <message>
        <source>Copy:</source>
        <translation>コピー:</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>見つかった点</translation>
    </message>
    <message>
        <source>Working out the plan …</source>
        <translation>計画を立てています …</translation>
    </message>
    <message>
        <source>This was found. What is ticked will be done:</source>
        <translation>次の点が見つかりました。チェックした項目を行います:</translation>
    </message>
    <message>
        <source>Nothing was found that would keep it from starting.</source>
        <translation>起動の妨げになるものは見つかりませんでした。</translation>
    </message>
    <message>
        <source>for {system}: processor {cpu}, network card {nic}, graphics {video}</source>
        <translation>{system} 用: プロセッサー {cpu}、ネットワークカード {nic}、グラフィックス {video}</translation>
    </message>
    <message>
        <source>a system we do not know</source>
        <translation>不明なシステム</translation>
    </message>
    <message>
        <source>Asking the host; the first time this can take half a minute …</source>
        <translation>ホストに問い合わせています。初めてのときは 30 秒ほどかかることがあります …</translation>
    </message>
    <message>
        <source>in {folder}; needs up to {needed}, free are {free}</source>
        <translation>場所は {folder}、必要な容量は最大 {needed}、空きは {free}</translation>
    </message>
    <message>
        <source>This host has no hardware acceleration: the machine runs, but slowly.</source>
        <translation>このホストではハードウェアによる高速化が使えません。動きますが、遅くなります。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Hosts and machines</source>
        <extracomment>Whether closing the window leaves the program running (there is a tray to come back from).</extracomment>
        <translation>ホストと仮想マシン</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>ジョブ</translation>
    </message>
    <message>
        <source>&amp;Import an old disk…</source>
        <translation>古いディスクを取り込む(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Add host…</source>
        <translation>ホストを追加(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;About vmgui</source>
        <translation>vmgui について(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Jobs</source>
        <translation>ジョブ(&amp;J)</translation>
    </message>
    <message>
        <source>&amp;Office</source>
        <translation>オフィス(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Machine</source>
        <translation>仮想マシン(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>Main commands</source>
        <translation>主な操作</translation>
    </message>
</context>
<context>
    <name>OfficeModel</name>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message>
        <source>Is this the right disk?</source>
        <extracomment>family -&gt; the name on its box NT and 9x version -&gt; the name on its box</extracomment>
        <translation>このディスクでよろしいですか？</translation>
    </message>
    <message>
        <source>This stands on it. If it is not what you expect, go back and choose another one.</source>
        <translation>ディスクの内容は次のとおりです。違う場合は、戻って別のディスクを選んでください。</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>パーティション</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>パーティション</translation>
    </message>
    <message>
        <source>File system</source>
        <translation>ファイルシステム</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Starts from it</source>
        <translation>ここから起動</translation>
    </message>
    <message>
        <source>A system we do not know</source>
        <translation>不明なシステム</translation>
    </message>
    <message>
        <source>Service Pack {number}</source>
        <translation>サービスパック {number}</translation>
    </message>
    <message>
        <source>computer name {name}</source>
        <translation>コンピューター名 {name}</translation>
    </message>
    <message>
        <source>on partition {number}</source>
        <translation>パーティション {number}</translation>
    </message>
    <message>
        <source>Not known (type {type})</source>
        <translation>不明（種類 {type}）</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>No</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>The disk has {size}. Nothing on it says how the old machine counted; we take {heads} heads of {sectors} sectors.</source>
        <translation>ディスクは {size} です。元のコンピューターでの数え方はディスクから分からないため、ヘッド {heads}、セクター {sectors} とします。</translation>
    </message>
    <message>
        <source>The disk has {size}. The old machine counted {heads} heads of {sectors} sectors; the new one will do the same.</source>
        <translation>ディスクは {size} です。元のコンピューターではヘッド {heads}、セクター {sectors} でした。新しい仮想マシンでも同じにします。</translation>
    </message>
</context>
<context>
    <name>SourcePage</name>
    <message>
        <source>Which disk?</source>
        <translation>どのディスクですか？</translation>
    </message>
    <message>
        <source>Choose the image of the old machine&apos;s disk. It is only read, never changed.</source>
        <translation>古いコンピューターのディスクイメージを選んでください。読み取るだけで、変更はしません。</translation>
    </message>
    <message>
        <source>Reading what is on the disk …</source>
        <translation>ディスクの内容を読んでいます …</translation>
    </message>
    <message>
        <source>For example /home/office/old-server.img</source>
        <translation>例: /home/office/old-server.img</translation>
    </message>
    <message>
        <source>&amp;Disk image:</source>
        <translation>ディスクイメージ(&amp;D):</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>参照(&amp;B)…</translation>
    </message>
    <message>
        <source>Choose a disk image</source>
        <translation>ディスクイメージを選ぶ</translation>
    </message>
</context>
<context>
    <name>SummaryPage</name>
    <message>
        <source>Shall we begin?</source>
        <translation>始めてよろしいですか？</translation>
    </message>
    <message>
        <source>Until now nothing was written. You can go on working while the import runs.</source>
        <translation>ここまでは何も書き込んでいません。取り込みの間も仕事を続けられます。</translation>
    </message>
    <message>
        <source>The disk {source} is copied to a new virtual machine named {name}.</source>
        <translation>ディスク {source} を、新しい仮想マシン {name} にコピーします。</translation>
    </message>
    <message>
        <source>The copy is {target}; it needs up to {size}.</source>
        <translation>コピー先は {target} で、最大 {size} 必要です。</translation>
    </message>
    <message>
        <source>The copy is not changed: no repair is needed or chosen.</source>
        <translation>コピーは変更しません。必要な修復、または選ばれた修復はありません。</translation>
    </message>
    <message>
        <source>Afterwards the machine is started and its screen is shown.</source>
        <translation>終わったら仮想マシンを起動し、その画面を表示します。</translation>
    </message>
    <message>
        <source>The machine is not started afterwards.</source>
        <translation>終わっても仮想マシンは起動しません。</translation>
    </message>
    <message>
        <source>The old disk stays as it is. You can cancel at any time; then nothing of the copy is left.</source>
        <translation>古いディスクは元のままです。いつでもキャンセルでき、その場合コピーは何も残りません。</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>Running</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>Shutting down</source>
        <translation>シャットダウン中</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>電源オフ</translation>
    </message>
    <message>
        <source>Crashed</source>
        <translation>異常終了</translation>
    </message>
    <message>
        <source>Asleep</source>
        <translation>スリープ中</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>接続しています</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>接続済み</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未接続</translation>
    </message>
    <message>
        <source>Would not start</source>
        <translation>起動しません</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>参考</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>確認しています</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>コピーしています</translation>
    </message>
    <message>
        <source>Comparing the copy with the disk</source>
        <translation>コピーとディスクを比べています</translation>
    </message>
    <message>
        <source>Repairing the copy</source>
        <translation>コピーを修復しています</translation>
    </message>
    <message>
        <source>Making the machine</source>
        <translation>仮想マシンを作っています</translation>
    </message>
    <message>
        <source>Starting the machine</source>
        <translation>仮想マシンを起動しています</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>このコンピューター</translation>
    </message>
    <message>
        <source>This computer ({address})</source>
        <translation>このコンピューター（{address}）</translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s) running</source>
        <translation>
            <numerusform>%n 台の仮想マシンが実行中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n machine(s)</source>
        <translation>
            <numerusform>%n 台の仮想マシン</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n import(s) running</source>
        <translation>
            <numerusform>%n 件の取り込みを実行中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete and erase %n disk(s)</source>
        <translation>
            <numerusform>削除して %n 個のディスクを消去</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n repair(s) will be made on the copy.</source>
        <translation>
            <numerusform>コピーに %n 件の修復を行います。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n second(s) left</source>
        <translation>
            <numerusform>残り約 %n 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>残り約 %n 分</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>&amp;Show vmgui</source>
        <translation>vmgui を表示(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Import an old disk…</source>
        <translation>古いディスクを取り込む(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
</context>
<context>
    <name>doubts</name>
    <message>
        <source>What is in partition {number} (type {type}) is not known. It may be encrypted or damaged.</source>
        <extracomment>doubt id -&gt; sentence</extracomment>
        <translation>パーティション {number}（種類 {type}）の内容は分かりません。暗号化されているか、壊れているかもしれません。</translation>
    </message>
    <message>
        <source>The files of partition {number} ({name}) cannot be read here. They are copied all the same.</source>
        <translation>パーティション {number}（{name}）のファイルはここでは読めません。コピーはそのまま行います。</translation>
    </message>
    <message>
        <source>The partition table says {table} heads and sectors, the boot sector {boot}. The boot sector is taken.</source>
        <translation>パーティションテーブルではヘッドとセクターが {table}、ブートセクターでは {boot} です。ブートセクターの値を使います。</translation>
    </message>
    <message>
        <source>Nothing on the disk says how many heads and sectors its old PC saw. What a new machine sees by itself is taken.</source>
        <translation>元のコンピューターで見えていたヘッドとセクターの数はディスクから分かりません。新しい仮想マシンの標準の値を使います。</translation>
    </message>
    <message>
        <source>The registry file {name} is damaged and cannot be read.</source>
        <translation>レジストリファイル {name} は壊れていて読めません。</translation>
    </message>
    <message>
        <source>A part of the registry file {name} is damaged: {key}.</source>
        <translation>レジストリファイル {name} の一部が壊れています: {key}</translation>
    </message>
    <message>
        <source>The registry file {name} is not there.</source>
        <translation>レジストリファイル {name} がありません。</translation>
    </message>
    <message>
        <source>The registry file {name} was not written to its end (switched off without shutting down?) and may be out of date.</source>
        <translation>レジストリファイル {name} は最後まで書き込まれていません（シャットダウンせずに電源が切られた可能性があります）。内容が古いかもしれません。</translation>
    </message>
    <message>
        <source>The last {megabytes} MB of partition {number} are missing. The image may have been cut off.</source>
        <translation>パーティション {number} の最後の {megabytes} MB がありません。イメージが途中で切れている可能性があります。</translation>
    </message>
    <message>
        <source>Partition {number} belongs to {name}, which hides the real partitions. They are not seen here.</source>
        <translation>パーティション {number} は {name} のもので、本当のパーティションを隠しています。ここでは見えません。</translation>
    </message>
    <message>
        <source>Partition {number} lies wholly beyond the end of the disk. The image may have been cut off.</source>
        <translation>パーティション {number} は全体がディスクの終わりより後ろにあります。イメージが途中で切れている可能性があります。</translation>
    </message>
    <message>
        <source>{count} places of the disk could not be read, the first at byte {offset}. What stands there is not in this report.</source>
        <translation>ディスクの {count} か所を読めませんでした。最初はバイト {offset} です。そこにあるものはこの報告に含まれていません。</translation>
    </message>
    <message>
        <source>This is as small as a floppy disk. It is read like a hard disk without a partition table.</source>
        <translation>フロッピーディスクほどの大きさしかありません。パーティションテーブルのないハードディスクとして読みます。</translation>
    </message>
    <message>
        <source>The last sector of the disk has only {bytes} bytes. The rest of it is filled with zeros.</source>
        <translation>ディスクの最後のセクターは {bytes} バイトしかありません。残りはゼロで埋めます。</translation>
    </message>
    <message>
        <source>What kind of PC the Windows in {root} was installed for ({hal}) is known from its setup only.</source>
        <translation>{root} の Windows がどの種類の PC 用に入れられたか（{hal}）は、セットアップの記録からしか分かりません。</translation>
    </message>
    <message>
        <source>What kind of PC the Windows in {root} was installed for is not known.</source>
        <translation>{root} の Windows がどの種類の PC 用に入れられたかは分かりません。</translation>
    </message>
    <message>
        <source>No operating system was found.</source>
        <translation>オペレーティングシステムが見つかりませんでした。</translation>
    </message>
    <message>
        <source>The version of the system in {root} is not known.</source>
        <translation>{root} のシステムのバージョンは分かりません。</translation>
    </message>
    <message>
        <source>This is a disk of an Apple Macintosh. vmgui makes PCs only.</source>
        <translation>これは Apple Macintosh のディスクです。vmgui が作るのは PC だけです。</translation>
    </message>
    <message>
        <source>The list of logical partitions ends in nothing at sector {sector}. Partitions after it are not seen.</source>
        <translation>論理パーティションの一覧がセクター {sector} で途切れています。その先のパーティションは見えません。</translation>
    </message>
    <message>
        <source>There is a partition table, but nothing in it makes sense.</source>
        <translation>パーティションテーブルはありますが、内容が意味をなしません。</translation>
    </message>
    <message>
        <source>The partition table is empty.</source>
        <translation>パーティションテーブルは空です。</translation>
    </message>
    <message>
        <source>There is no partition table and no known file system. The disk may be empty, encrypted, or not a disk at all.</source>
        <translation>パーティションテーブルも、知られているファイルシステムもありません。空か、暗号化されているか、ディスクではない可能性があります。</translation>
    </message>
    <message>
        <source>Entry {entry} of the partition table makes no sense. It is left out; what stood there is not seen.</source>
        <translation>パーティションテーブルの {entry} 番目の項目は意味をなしません。無視するため、そこにあったものは見えません。</translation>
    </message>
</context>
<context>
    <name>findings</name>
    <message>
        <source>Change the setting of the virtual machine; the disk is not touched.</source>
        <extracomment>How a fix is taken back: by a setting of the machine, or by the before-images kept with the import.</extracomment>
        <translation>仮想マシンの設定を変えるだけです。ディスクには触れません。</translation>
    </message>
    <message>
        <source>The old bytes are kept with the import and can be put back.</source>
        <translation>元のバイトは取り込みの記録に残してあり、元に戻せます。</translation>
    </message>
    <message>
        <source>No partition of this disk is marked as the one to start from. The machine would stop with “Missing operating system”.</source>
        <extracomment>rule id -&gt; (consequence, fix, undo)</extracomment>
        <translation>このディスクには起動元の印が付いたパーティションがありません。「Missing operating system」と表示されて止まります。</translation>
    </message>
    <message>
        <source>Partition {number} is marked active on the copy.</source>
        <translation>コピーでパーティション {number} をアクティブにします。</translation>
    </message>
    <message>
        <source>{file} starts Windows through a driver of the old disk controller ({found}). The new machine has no such controller.</source>
        <translation>{file} は古いディスクコントローラーのドライバーで Windows を起動します（{found}）。新しい仮想マシンにはそのコントローラーがありません。</translation>
    </message>
    <message>
        <source>A line {right} is added to {file} on the copy and becomes the one that is started. The old lines stay.</source>
        <translation>コピーの {file} に {right} の行を加え、これで起動するようにします。元の行は残します。</translation>
    </message>
    <message>
        <source>{file} looks for Windows on another partition than the one it is on ({found}).</source>
        <translation>{file} は Windows があるのとは別のパーティションを指しています（{found}）。</translation>
    </message>
    <message>
        <source>This image holds one partition, not a whole disk. A machine cannot start from it as it is.</source>
        <translation>このイメージはディスク全体ではなく、1 つのパーティションです。このままでは起動できません。</translation>
    </message>
    <message>
        <source>The copy becomes a whole disk: {gap} sectors with a start record are put before the partition.</source>
        <translation>コピーをディスク全体の形にします。パーティションの前に、起動レコードを含む {gap} セクターを置きます。</translation>
    </message>
    <message>
        <source>Windows NT {version} stops with STOP 0x3E on a modern processor.</source>
        <translation>Windows NT {version} は新しいプロセッサーでは STOP 0x3E で止まります。</translation>
    </message>
    <message>
        <source>The new machine gets a processor of its time ({cpu}).</source>
        <translation>新しい仮想マシンに当時のプロセッサー（{cpu}）を与えます。</translation>
    </message>
    <message>
        <source>Windows does not start its driver for IDE disks ({key}, Start = {found} in {file}). It would stop with STOP 0x7B.</source>
        <translation>Windows が IDE ディスクのドライバーを起動しません（{file} の {key}、Start = {found}）。STOP 0x7B で止まります。</translation>
    </message>
    <message>
        <source>The driver is switched on in the copy&apos;s registry (Start = 0).</source>
        <translation>コピーのレジストリでドライバーを有効にします（Start = 0）。</translation>
    </message>
    <message>
        <source>Partition {number} belongs to a dynamic disk. Windows keeps its list of all dynamic disks at the very end of each of them.</source>
        <translation>パーティション {number} はダイナミックディスクのものです。Windows はすべてのダイナミックディスクの一覧を、各ディスクのいちばん終わりに置いています。</translation>
    </message>
    <message>
        <source>The copy keeps the exact size of the old disk. Import the other dynamic disks of this machine too.</source>
        <translation>コピーは古いディスクとまったく同じ大きさにします。このコンピューターのほかのダイナミックディスクも取り込んでください。</translation>
    </message>
    <message>
        <source>Partition {number} is one member of a mirror or stripe set (type {found}). Alone it may not be found.</source>
        <translation>パーティション {number} はミラーまたはストライプセットの一員です（種類 {found}）。単独では見つからないことがあります。</translation>
    </message>
    <message>
        <source>On the copy it is marked as an ordinary partition (type {right}).</source>
        <translation>コピーで普通のパーティション（種類 {right}）にします。</translation>
    </message>
    <message>
        <source>The old machine counted this disk in {old} heads and sectors, a new one in {new}. It would stop with “A disk read error occurred” or “NTLDR is missing”.</source>
        <translation>元のコンピューターはこのディスクをヘッド/セクター {old} で数えていましたが、新しい仮想マシンでは {new} になります。「A disk read error occurred」や「NTLDR is missing」で止まります。</translation>
    </message>
    <message>
        <source>The new machine counts it as the old one did ({old}, read from {from}).</source>
        <translation>新しい仮想マシンでも元と同じ数え方にします（{old}、根拠: {from}）。</translation>
    </message>
    <message>
        <source>The partition table gives a wrong place for partition {number} ({found}). Old start code would load something else.</source>
        <translation>パーティションテーブルにあるパーティション {number} の位置が間違っています（{found}）。古い起動コードは別の場所を読み込んでしまいます。</translation>
    </message>
    <message>
        <source>The place is corrected on the copy ({right}).</source>
        <translation>コピーで位置を直します（{right}）。</translation>
    </message>
    <message>
        <source>The start sector of partition {number} says that the partition begins at sector {found}; it begins at {right}. Windows would not be found.</source>
        <translation>パーティション {number} の最初のセクターには、パーティションがセクター {found} から始まるとありますが、実際は {right} からです。Windows が見つかりません。</translation>
    </message>
    <message>
        <source>The number is corrected on the copy.</source>
        <translation>コピーで数値を直します。</translation>
    </message>
    <message>
        <source>The image ends {missing} bytes before the last partition does. What stood there is missing.</source>
        <translation>イメージは最後のパーティションより {missing} バイト手前で終わっています。そこにあったものはありません。</translation>
    </message>
    <message>
        <source>The new disk gets its full size; the missing part is empty.</source>
        <translation>新しいディスクは本来の大きさにします。足りない部分は空になります。</translation>
    </message>
    <message>
        <source>This Windows was installed with ACPI ({hal}) and does not start without it.</source>
        <translation>この Windows は ACPI 付きで入れられており（{hal}）、ACPI がないと起動しません。</translation>
    </message>
    <message>
        <source>The new machine gets ACPI.</source>
        <translation>新しい仮想マシンで ACPI を有効にします。</translation>
    </message>
    <message>
        <source>This Windows does not start with more than {limit} MB of memory.</source>
        <translation>この Windows は {limit} MB を超えるメモリーでは起動しません。</translation>
    </message>
    <message>
        <source>The new machine gets at most {memory} MB.</source>
        <translation>新しい仮想マシンのメモリーを {memory} MB までにします。</translation>
    </message>
    <message>
        <source>The old network card&apos;s address is known: {mac}. Licences and activation may depend on it.</source>
        <translation>古いネットワークカードのアドレスが分かっています: {mac}。ライセンスや認証がこれに結び付いていることがあります。</translation>
    </message>
    <message>
        <source>The new machine gets the same address. Switch the old machine off first.</source>
        <translation>新しい仮想マシンに同じアドレスを与えます。先に古いコンピューターの電源を切ってください。</translation>
    </message>
</context>
<context>
    <name>problems</name>
    <message>
        <source>The screen is not connected.</source>
        <extracomment>code -&gt; (headline, cause, remedy, fix id). Rows stay sorted by code.</extracomment>
        <translation>画面に接続できていません。</translation>
    </message>
    <message>
        <source>The line to it broke: {detail}</source>
        <translation>画面への接続が切れました: {detail}</translation>
    </message>
    <message>
        <source>It is connected again by itself as soon as the machine answers.</source>
        <translation>仮想マシンが応答し次第、自動的に接続し直します。</translation>
    </message>
    <message>
        <source>The machine&apos;s screen server takes calls but does not answer.</source>
        <translation>仮想マシンの画面サーバーは接続を受けますが、応答しません。</translation>
    </message>
    <message>
        <source>It is tried again by itself. If the machine hangs, pause and resume it, or switch it off.</source>
        <translation>自動的にやり直します。仮想マシンが固まっている場合は、一時停止して再開するか、電源を切ってください。</translation>
    </message>
    <message>
        <source>There is no screen to show.</source>
        <translation>表示できる画面がありません。</translation>
    </message>
    <message>
        <source>The virtual machine {name} has no VNC screen.</source>
        <translation>仮想マシン {name} には VNC の画面がありません。</translation>
    </message>
    <message>
        <source>Give it one of the kind VNC in its settings.</source>
        <translation>設定で VNC の画面を加えてください。</translation>
    </message>
    <message>
        <source>The disk {path} was not erased.</source>
        <translation>ディスク {path} は消去されませんでした。</translation>
    </message>
    <message>
        <source>The host did not allow it: {detail}</source>
        <translation>ホストが許可しませんでした: {detail}</translation>
    </message>
    <message>
        <source>Check that no program uses the file, then erase it again or by hand.</source>
        <translation>そのファイルを使っているプログラムがないことを確かめ、もう一度消去するか、手作業で消してください。</translation>
    </message>
    <message>
        <source>It does not belong to this virtual machine.</source>
        <translation>この仮想マシンのディスクではありません。</translation>
    </message>
    <message>
        <source>Open the list of its disks again and choose from there.</source>
        <translation>ディスクの一覧を開き直し、その中から選んでください。</translation>
    </message>
    <message>
        <source>Nothing was deleted.</source>
        <translation>何も削除していません。</translation>
    </message>
    <message>
        <source>The disk {path} is also used by the virtual machine {guest}.</source>
        <translation>ディスク {path} は仮想マシン {guest} も使っています。</translation>
    </message>
    <message>
        <source>Leave this disk unticked, or remove it from {guest} first.</source>
        <translation>このディスクのチェックを外すか、先に {guest} から取り外してください。</translation>
    </message>
    <message>
        <source>The repair was not made.</source>
        <translation>修復は行われませんでした。</translation>
    </message>
    <message>
        <source>The copy could not be read or written: {detail}</source>
        <translation>コピーを読み書きできませんでした: {detail}</translation>
    </message>
    <message>
        <source>Check the disk the copy is on, then resume the import.</source>
        <translation>コピー先のディスクを確かめてから、取り込みを続けてください。</translation>
    </message>
    <message>
        <source>{path} on the copy is not as it was when the disk was looked at.</source>
        <translation>コピーの {path} が、ディスクを調べたときと違っています。</translation>
    </message>
    <message>
        <source>Discard this import and begin again.</source>
        <translation>この取り込みを破棄し、最初からやり直してください。</translation>
    </message>
    <message>
        <source>This computer does not let you use {path}.</source>
        <translation>このコンピューターでは {path} を使えません。</translation>
    </message>
    <message>
        <source>Install the package fuse3, or log in on the computer&apos;s own desktop, and resume the import.</source>
        <translation>パッケージ fuse3 を入れるか、コンピューター本体のデスクトップにログインしてから、取り込みを続けてください。</translation>
    </message>
    <message>
        <source>The change of {path} did not arrive on the copy; the old system was not shut down cleanly.</source>
        <translation>{path} の変更がコピーに書かれませんでした。古いシステムが正しくシャットダウンされていません。</translation>
    </message>
    <message>
        <source>Start the old machine once, shut it down properly, and import its disk again; or import without this repair.</source>
        <translation>古いコンピューターを一度起動し、正しくシャットダウンしてからディスクを取り込み直すか、この修復なしで取り込んでください。</translation>
    </message>
    <message>
        <source>The old system was not shut down cleanly, so its files cannot be changed safely.</source>
        <translation>古いシステムが正しくシャットダウンされていないため、ファイルを安全に変更できません。</translation>
    </message>
    <message>
        <source>At byte {offset} of the copy stands something else than expected.</source>
        <translation>コピーのバイト {offset} に、予想と違うものがあります。</translation>
    </message>
    <message>
        <source>If the new machine has run already, its disk has changed: restore it from the source by importing again.</source>
        <translation>新しい仮想マシンをすでに動かした場合、そのディスクは変わっています。もう一度取り込んで元の状態に戻してください。</translation>
    </message>
    <message>
        <source>The file {path} was not written.</source>
        <translation>ファイル {path} に書き込めませんでした。</translation>
    </message>
    <message>
        <source>The system says: {detail}</source>
        <translation>システムからの知らせ: {detail}</translation>
    </message>
    <message>
        <source>Choose a folder that is yours and has room.</source>
        <translation>自分のフォルダーで、空きのある場所を選んでください。</translation>
    </message>
    <message>
        <source>The virtual machine cannot be shown.</source>
        <translation>仮想マシンを表示できません。</translation>
    </message>
    <message>
        <source>Its host gave a description that cannot be read: {detail}</source>
        <translation>ホストから読めない情報が届きました: {detail}</translation>
    </message>
    <message>
        <source>Update the host&apos;s libvirt, or tell us with the report.</source>
        <translation>ホストの libvirt を更新するか、報告を添えてお知らせください。</translation>
    </message>
    <message>
        <source>The virtual machine did not do it.</source>
        <translation>仮想マシンは操作を行いませんでした。</translation>
    </message>
    <message>
        <source>Another operation on it is still running: {detail}</source>
        <translation>別の操作がまだ続いています: {detail}</translation>
    </message>
    <message>
        <source>Wait a moment and try again.</source>
        <translation>少し待ってから、もう一度行ってください。</translation>
    </message>
    <message>
        <source>{name} has not shut down.</source>
        <translation>{name} はまだシャットダウンしていません。</translation>
    </message>
    <message>
        <source>It was asked {seconds} seconds ago and still runs; many old systems do not hear the power button.</source>
        <translation>{seconds} 秒前に要求しましたが、まだ動いています。古いシステムの多くは電源ボタンに反応しません。</translation>
    </message>
    <message>
        <source>Shut it down from inside, ask again, or switch it off with: vmgui forceoff – as by pulling the plug.</source>
        <translation>画面の中でシャットダウンするか、もう一度要求するか、vmgui forceoff で電源を切ってください（プラグを抜くのと同じです）。</translation>
    </message>
    <message>
        <source>The virtual machine was not started.</source>
        <translation>仮想マシンは起動しませんでした。</translation>
    </message>
    <message>
        <source>Its disk is in use by another virtual machine or program: {detail}</source>
        <translation>ディスクが別の仮想マシンかプログラムで使われています: {detail}</translation>
    </message>
    <message>
        <source>Shut the other one down first.</source>
        <translation>先にもう一方をシャットダウンしてください。</translation>
    </message>
    <message>
        <source>One of its disks is not there: {detail}</source>
        <translation>ディスクの 1 つがありません: {detail}</translation>
    </message>
    <message>
        <source>Connect the drive it is on, or remove the disk from the machine.</source>
        <translation>そのディスクがあるドライブを接続するか、仮想マシンからディスクを取り外してください。</translation>
    </message>
    <message>
        <source>The virtual machine is not there any more.</source>
        <translation>仮想マシンはもうありません。</translation>
    </message>
    <message>
        <source>It was removed on {host}.</source>
        <translation>{host} で取り除かれました。</translation>
    </message>
    <message>
        <source>The list shows what is there now.</source>
        <translation>一覧には今あるものが表示されています。</translation>
    </message>
    <message>
        <source>The virtual machine was not made.</source>
        <translation>仮想マシンは作られませんでした。</translation>
    </message>
    <message>
        <source>{host} already has one of this name: {detail}</source>
        <translation>{host} には同じ名前のものがすでにあります: {detail}</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>別の名前を選んでください。</translation>
    </message>
    <message>
        <source>There is no virtual machine {name}.</source>
        <translation>仮想マシン {name} はありません。</translation>
    </message>
    <message>
        <source>None of the hosts has one of this name.</source>
        <translation>この名前のものはどのホストにもありません。</translation>
    </message>
    <message>
        <source>List them with: vmgui guests</source>
        <translation>一覧を見るには: vmgui guests</translation>
    </message>
    <message>
        <source>Nothing was done.</source>
        <translation>何も行いませんでした。</translation>
    </message>
    <message>
        <source>More than one host has a virtual machine {name}.</source>
        <translation>仮想マシン {name} は複数のホストにあります。</translation>
    </message>
    <message>
        <source>Name the host with --host.</source>
        <translation>--host でホストを指定してください。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>何も変更していません。</translation>
    </message>
    <message>
        <source>{name} is running.</source>
        <translation>{name} は動いています。</translation>
    </message>
    <message>
        <source>Shut it down first.</source>
        <translation>先にシャットダウンしてください。</translation>
    </message>
    <message>
        <source>It is not in the right state for this: {detail}</source>
        <translation>この操作ができる状態ではありません: {detail}</translation>
    </message>
    <message>
        <source>Look at its state in the list and try again.</source>
        <translation>一覧で状態を確かめてから、もう一度行ってください。</translation>
    </message>
    <message>
        <source>The host was not added.</source>
        <translation>ホストは追加されませんでした。</translation>
    </message>
    <message>
        <source>{host} is not an address of a host.</source>
        <translation>{host} はホストのアドレスではありません。</translation>
    </message>
    <message>
        <source>Write it as qemu:///session, qemu:///system or qemu+ssh://user@computer/system.</source>
        <translation>qemu:///session、qemu:///system、qemu+ssh://ユーザー@コンピューター/system のように書いてください。</translation>
    </message>
    <message>
        <source>{host} is in the list already.</source>
        <translation>{host} はすでに一覧にあります。</translation>
    </message>
    <message>
        <source>Choose it in the list.</source>
        <translation>一覧から選んでください。</translation>
    </message>
    <message>
        <source>The line to {host} broke.</source>
        <translation>{host} への接続が切れました。</translation>
    </message>
    <message>
        <source>The host or its libvirt stopped answering. {detail}</source>
        <translation>ホストまたはその libvirt が応答しなくなりました。{detail}</translation>
    </message>
    <message>
        <source>vmgui connects again by itself; its virtual machines are not affected.</source>
        <translation>vmgui が自動的に接続し直します。仮想マシンには影響ありません。</translation>
    </message>
    <message>
        <source>This computer cannot run virtual machines yet.</source>
        <translation>このコンピューターではまだ仮想マシンを動かせません。</translation>
    </message>
    <message>
        <source>libvirt is not installed: {detail}</source>
        <translation>libvirt が入っていません: {detail}</translation>
    </message>
    <message>
        <source>Install the packages libvirt-daemon and libvirt-daemon-driver-qemu, or start packaging/run, which does it.</source>
        <translation>パッケージ libvirt-daemon と libvirt-daemon-driver-qemu を入れるか、packaging/run を実行してください（自動で入ります）。</translation>
    </message>
    <message>
        <source>{host} does not let you in.</source>
        <translation>{host} に入れません。</translation>
    </message>
    <message>
        <source>You have no right to use its virtual machines: {detail}</source>
        <translation>仮想マシンを使う権限がありません: {detail}</translation>
    </message>
    <message>
        <source>Ask its administrator to add you to the group libvirt, then log in again.</source>
        <translation>管理者に頼んで libvirt グループに加えてもらい、ログインし直してください。</translation>
    </message>
    <message>
        <source>The host could not do it.</source>
        <translation>ホストは操作を行えませんでした。</translation>
    </message>
    <message>
        <source>Its disk is full: {detail}</source>
        <translation>ディスクがいっぱいです: {detail}</translation>
    </message>
    <message>
        <source>Make room on the host and try again.</source>
        <translation>ホストの空きを増やしてから、もう一度行ってください。</translation>
    </message>
    <message>
        <source>{host} does not answer.</source>
        <translation>{host} が応答しません。</translation>
    </message>
    <message>
        <source>It is switched off, out of reach or hangs.</source>
        <translation>電源が切れているか、つながらないか、固まっています。</translation>
    </message>
    <message>
        <source>Check that the computer is on and in the network; vmgui tries again by itself.</source>
        <translation>コンピューターの電源とネットワークを確かめてください。vmgui は自動的にやり直します。</translation>
    </message>
    <message>
        <source>{host} is not one of your hosts.</source>
        <translation>{host} は登録されたホストではありません。</translation>
    </message>
    <message>
        <source>Add it first.</source>
        <translation>先に追加してください。</translation>
    </message>
    <message>
        <source>Its address has a password in it, where others could read it.</source>
        <translation>アドレスにパスワードが含まれており、ほかの人に読まれるおそれがあります。</translation>
    </message>
    <message>
        <source>Leave the password out; you are asked for it.</source>
        <translation>パスワードを書かないでください。必要なときに尋ねます。</translation>
    </message>
    <message>
        <source>{host} could not do it.</source>
        <translation>{host} は操作を行えませんでした。</translation>
    </message>
    <message>
        <source>It says: {detail}</source>
        <translation>ホストからの知らせ: {detail}</translation>
    </message>
    <message>
        <source>Change what it names and try again; the report has the details.</source>
        <translation>示された点を直してから、もう一度行ってください。詳細は報告にあります。</translation>
    </message>
    <message>
        <source>The address {host} switches off the check of who the host is.</source>
        <translation>アドレス {host} は、相手のホストを確かめる検査を止めてしまいます。</translation>
    </message>
    <message>
        <source>Leave no_verify out of it.</source>
        <translation>no_verify を取り除いてください。</translation>
    </message>
    <message>
        <source>{host} cannot be reached.</source>
        <translation>{host} につながりません。</translation>
    </message>
    <message>
        <source>Nothing answers there: {detail}</source>
        <translation>応答がありません: {detail}</translation>
    </message>
    <message>
        <source>Check that the computer is on, in the network, and that libvirt is installed on it.</source>
        <translation>コンピューターの電源とネットワーク、libvirt が入っているかを確かめてください。</translation>
    </message>
    <message>
        <source>The name {name} cannot be used.</source>
        <translation>名前 {name} は使えません。</translation>
    </message>
    <message>
        <source>A name has letters, digits, spaces and the signs - _ . ( ), begins with a letter or digit, and is not longer than 61 characters.</source>
        <translation>名前に使えるのは文字、数字、空白と - _ . ( ) です。文字か数字で始め、61 文字までにしてください。</translation>
    </message>
    <message>
        <source>This disk cannot be started as a virtual machine yet.</source>
        <translation>このディスクはまだ仮想マシンとして起動できません。</translation>
    </message>
    <message>
        <source>What would stop it cannot be repaired here: {findings}</source>
        <translation>起動を妨げる次の点は、ここでは直せません: {findings}</translation>
    </message>
    <message>
        <source>Read these findings in the report; each says what is missing.</source>
        <translation>報告でこれらの点を読んでください。何が足りないかが書かれています。</translation>
    </message>
    <message>
        <source>The copy is not equal to the source.</source>
        <translation>コピーが元のディスクと一致しません。</translation>
    </message>
    <message>
        <source>At or after byte {offset} the two differ. A cable, the memory or the disk may be failing.</source>
        <translation>バイト {offset} 以降に違いがあります。ケーブル、メモリー、またはディスクが故障しかけているかもしれません。</translation>
    </message>
    <message>
        <source>Discard this import, check the hardware, and import again. The source was not changed.</source>
        <translation>この取り込みを破棄し、機器を確かめてから取り込み直してください。元のディスクは変更していません。</translation>
    </message>
    <message>
        <source>The copy stopped.</source>
        <translation>コピーが止まりました。</translation>
    </message>
    <message>
        <source>The disk it goes to is full: {detail}</source>
        <translation>コピー先のディスクがいっぱいです: {detail}</translation>
    </message>
    <message>
        <source>Make room there and resume the import; what is copied is kept.</source>
        <translation>空きを増やしてから取り込みを続けてください。コピー済みの部分は残っています。</translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>何も取り込んでいません。</translation>
    </message>
    <message>
        <source>The new machine would not start without these changes: {findings}</source>
        <translation>次の変更がないと新しい仮想マシンは起動しません: {findings}</translation>
    </message>
    <message>
        <source>Look at them with: vmgui look SOURCE – and repeat with --accept-findings. They are made on the copy only.</source>
        <translation>vmgui look SOURCE で内容を確かめ、--accept-findings を付けてもう一度実行してください。変更はコピーだけに行います。</translation>
    </message>
    <message>
        <source>The import cannot begin.</source>
        <translation>取り込みを始められません。</translation>
    </message>
    <message>
        <source>The folder {path} for new disks cannot be used: {detail}</source>
        <translation>新しいディスクを置くフォルダー {path} を使えません: {detail}</translation>
    </message>
    <message>
        <source>Check that the drive it is on is connected.</source>
        <translation>そのドライブが接続されているか確かめてください。</translation>
    </message>
    <message>
        <source>There is not enough room for the copy.</source>
        <translation>コピーのための空きが足りません。</translation>
    </message>
    <message>
        <source>{folder} has {free} free bytes, up to {needed} are needed.</source>
        <translation>{folder} の空きは {free} バイトですが、最大 {needed} バイト必要です。</translation>
    </message>
    <message>
        <source>Make room there and try again.</source>
        <translation>空きを増やしてから、もう一度行ってください。</translation>
    </message>
    <message>
        <source>There is nothing to resume.</source>
        <translation>続ける取り込みがありません。</translation>
    </message>
    <message>
        <source>No interrupted import of {source} as {name} was found.</source>
        <translation>{source} を {name} として取り込む、中断された取り込みは見つかりませんでした。</translation>
    </message>
    <message>
        <source>Begin it without --resume.</source>
        <translation>--resume を付けずに始めてください。</translation>
    </message>
    <message>
        <source>{host} is another computer; old disks can only be imported on this one for now.</source>
        <translation>{host} は別のコンピューターです。今のところ、古いディスクを取り込めるのはこのコンピューターだけです。</translation>
    </message>
    <message>
        <source>Choose this computer as the host.</source>
        <translation>ホストにこのコンピューターを選んでください。</translation>
    </message>
    <message>
        <source>The import cannot go on.</source>
        <translation>取り込みを続けられません。</translation>
    </message>
    <message>
        <source>{path} is not the disk it was when the import began.</source>
        <translation>{path} が、取り込みを始めたときのディスクと違います。</translation>
    </message>
    <message>
        <source>Discard this import and begin again with the disk as it is now.</source>
        <translation>この取り込みを破棄し、今のディスクで最初からやり直してください。</translation>
    </message>
    <message>
        <source>The copy was not made.</source>
        <translation>コピーは作られませんでした。</translation>
    </message>
    <message>
        <source>There is a file {path} already. It is never overwritten.</source>
        <translation>ファイル {path} がすでにあります。上書きは決してしません。</translation>
    </message>
    <message>
        <source>Choose another name, or move that file away.</source>
        <translation>別の名前を選ぶか、そのファイルを移してください。</translation>
    </message>
    <message>
        <source>The import is running already.</source>
        <translation>取り込みはすでに実行中です。</translation>
    </message>
    <message>
        <source>Another vmgui carries it out.</source>
        <translation>別の vmgui が実行しています。</translation>
    </message>
    <message>
        <source>Wait for it to end, or stop it there.</source>
        <translation>終わるのを待つか、そちらで止めてください。</translation>
    </message>
    <message>
        <source>The import of {name} stays in the list.</source>
        <translation>{name} の取り込みは一覧に残ります。</translation>
    </message>
    <message>
        <source>It has not ended.</source>
        <translation>まだ終わっていません。</translation>
    </message>
    <message>
        <source>Discard or finish it first.</source>
        <translation>先に破棄するか、最後まで行ってください。</translation>
    </message>
    <message>
        <source>Its notes in {path} cannot be read or written: {detail}</source>
        <translation>{path} の記録を読み書きできません: {detail}</translation>
    </message>
    <message>
        <source>Check that the disk of your home folder works and has room, then resume.</source>
        <translation>ホームフォルダーのディスクが正常で空きがあることを確かめてから、続けてください。</translation>
    </message>
    <message>
        <source>The screen cannot be shown.</source>
        <translation>画面を表示できません。</translation>
    </message>
    <message>
        <source>Its host sent a picture that cannot be read: {detail}</source>
        <translation>ホストから読めない画像が届きました: {detail}</translation>
    </message>
    <message>
        <source>Try again; if it fails again, update the host&apos;s libvirt.</source>
        <translation>もう一度行ってください。また失敗する場合は、ホストの libvirt を更新してください。</translation>
    </message>
    <message>
        <source>There is no text to read.</source>
        <translation>読み取れる文字がありません。</translation>
    </message>
    <message>
        <source>The screen of {name} shows graphics, not a text screen.</source>
        <translation>{name} の画面は文字画面ではなく、グラフィックス画面です。</translation>
    </message>
    <message>
        <source>Take a picture of it instead: vmgui screenshot.</source>
        <translation>代わりに vmgui screenshot で画像を撮ってください。</translation>
    </message>
    <message>
        <source>There is no screen.</source>
        <translation>画面がありません。</translation>
    </message>
    <message>
        <source>{name} is not running.</source>
        <translation>{name} は動いていません。</translation>
    </message>
    <message>
        <source>Start it first.</source>
        <translation>先に起動してください。</translation>
    </message>
    <message>
        <source>The list of hosts could not be read.</source>
        <translation>ホストの一覧を読めませんでした。</translation>
    </message>
    <message>
        <source>Its file was damaged and is kept as {path}: {detail}</source>
        <translation>ファイルが壊れていたため、{path} として残しました: {detail}</translation>
    </message>
    <message>
        <source>Add your hosts again; the virtual machines are not affected.</source>
        <translation>ホストを追加し直してください。仮想マシンには影響ありません。</translation>
    </message>
    <message>
        <source>The list of hosts was not saved.</source>
        <translation>ホストの一覧を保存できませんでした。</translation>
    </message>
    <message>
        <source>{path} cannot be written: {detail}</source>
        <translation>{path} に書き込めません: {detail}</translation>
    </message>
    <message>
        <source>Check that your home folder has room and is yours.</source>
        <translation>ホームフォルダーに空きがあり、自分のものであることを確かめてください。</translation>
    </message>
    <message>
        <source>The disk could not be read.</source>
        <translation>ディスクを読めませんでした。</translation>
    </message>
    <message>
        <source>{path} is a {format} file. vmgui reads plain images of a whole disk so far.</source>
        <translation>{path} は {format} 形式のファイルです。vmgui が読めるのは、今のところディスク全体をそのまま写したイメージだけです。</translation>
    </message>
    <message>
        <source>Convert it to a plain (raw) image first, for example with qemu-img convert -O raw.</source>
        <translation>先に、たとえば qemu-img convert -O raw で、そのままの（raw）イメージに変換してください。</translation>
    </message>
    <message>
        <source>{path} is empty: it has no bytes at all.</source>
        <translation>{path} は空です。1 バイトもありません。</translation>
    </message>
    <message>
        <source>Make the image again, or choose another file.</source>
        <translation>イメージを作り直すか、別のファイルを選んでください。</translation>
    </message>
    <message>
        <source>{path} is a folder.</source>
        <translation>{path} はフォルダーです。</translation>
    </message>
    <message>
        <source>Choose the disk image inside it, or the disk itself.</source>
        <translation>その中のディスクイメージか、ディスクそのものを選んでください。</translation>
    </message>
    <message>
        <source>There is no file {path}.</source>
        <translation>ファイル {path} がありません。</translation>
    </message>
    <message>
        <source>Check the name, plug the disk in again, or choose another file.</source>
        <translation>名前を確かめるか、ディスクを接続し直すか、別のファイルを選んでください。</translation>
    </message>
    <message>
        <source>There is no disk in {path}, or it does not answer.</source>
        <translation>{path} にディスクがないか、応答しません。</translation>
    </message>
    <message>
        <source>Plug the disk in again and wait until it has started, then try once more.</source>
        <translation>ディスクを接続し直し、動き始めるまで待ってから、もう一度行ってください。</translation>
    </message>
    <message>
        <source>You are not allowed to read {path}.</source>
        <translation>{path} を読む権限がありません。</translation>
    </message>
    <message>
        <source>Ask its owner for permission to read it, or copy it to a folder of your own.</source>
        <translation>持ち主に読む許可をもらうか、自分のフォルダーにコピーしてください。</translation>
    </message>
    <message>
        <source>{path} is neither a file nor a disk.</source>
        <translation>{path} はファイルでもディスクでもありません。</translation>
    </message>
    <message>
        <source>Choose a disk image or a disk.</source>
        <translation>ディスクイメージかディスクを選んでください。</translation>
    </message>
    <message>
        <source>The disk could not be examined.</source>
        <translation>ディスクを調べられませんでした。</translation>
    </message>
    <message>
        <source>The program that reads {path} stopped in the middle ({reason}). The disk was not changed.</source>
        <translation>{path} を読むプログラムが途中で止まりました（{reason}）。ディスクは変更していません。</translation>
    </message>
    <message>
        <source>Try once more. If it stops again, what is on the disk is badly damaged: make a new image and try that.</source>
        <translation>もう一度行ってください。また止まる場合は、ディスクの内容がひどく壊れています。イメージを作り直して試してください。</translation>
    </message>
    <message>
        <source>Reading {path} took longer than {seconds} seconds. The disk may be failing, or its network slow.</source>
        <translation>{path} の読み取りに {seconds} 秒以上かかりました。ディスクが故障しかけているか、ネットワークが遅い可能性があります。</translation>
    </message>
    <message>
        <source>Make an image of the disk on this computer first, and choose that.</source>
        <translation>先にこのコンピューターにディスクのイメージを作り、それを選んでください。</translation>
    </message>
    <message>
        <source>{path} gives an error when it is read: {reason}.</source>
        <translation>{path} を読むとエラーになります: {reason}</translation>
    </message>
    <message>
        <source>Check the cable and the adapter. If the disk is failing, make an image of it with ddrescue first and choose that.</source>
        <translation>ケーブルとアダプターを確かめてください。ディスクが故障しかけている場合は、先に ddrescue でイメージを作り、それを選んでください。</translation>
    </message>
    <message>
        <source>The step failed.</source>
        <translation>この段階で失敗しました。</translation>
    </message>
    <message>
        <source>The program {tool} ended with an error: {detail}</source>
        <translation>プログラム {tool} がエラーで終わりました: {detail}</translation>
    </message>
    <message>
        <source>Try again; if it fails again, copy the report and send it to the person who helps you.</source>
        <translation>もう一度行ってください。また失敗する場合は、報告をコピーして、手伝ってくれる人に送ってください。</translation>
    </message>
    <message>
        <source>The program {tool} is not installed.</source>
        <translation>プログラム {tool} が入っていません。</translation>
    </message>
    <message>
        <source>Start packaging/run once: it installs what is missing.</source>
        <translation>packaging/run を一度実行してください。足りないものが入ります。</translation>
    </message>
    <message>
        <source>Something went wrong inside vmgui.</source>
        <translation>vmgui の内部で問題が起きました。</translation>
    </message>
    <message>
        <source>This is a defect of the program, not a mistake of yours; the machines go on.</source>
        <translation>これはプログラムの不具合で、あなたの操作の間違いではありません。仮想マシンは動き続けます。</translation>
    </message>
    <message>
        <source>Try again; if it comes back, send the report to the person who helps you.</source>
        <translation>もう一度行ってください。また起きる場合は、手伝ってくれる人に報告を送ってください。</translation>
    </message>
</context>
</TS>
