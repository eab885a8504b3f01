; The Windows installer: per user, no administrator, Chinese, silent with /S (and /D=PATH as the last word).
; Given on the command line: VERSION, SOURCE (the assembled folder), TARGET (the installer to write); QUICK packs loosely.
Unicode true
Target amd64-unicode
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 32
!endif
SetDatablockOptimize on
SetDateSave off
RequestExecutionLevel user
ManifestDPIAware true

!include MUI2.nsh
!include FileFunc.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\nianbao"
!define PROGID "nianbao.report"
!define DATA "$LOCALAPPDATA\nianbao"

Name "年报"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\nianbao"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
BrandingText "年报 ${VERSION}"

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "年报"
VIAddVersionKey /LANG=2052 "FileDescription" "年报安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "Apache License 2.0"

!define MUI_ICON "${SOURCE}\..\program.ico"
!define MUI_UNICON "${SOURCE}\..\program.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\nianbao.exe"
!define MUI_FINISHPAGE_RUN_TEXT "立即打开年报"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; A running program holds its files: nothing is changed then. Exit code 3 when silent.
!macro RefuseWhileRunning
  IfFileExists "$INSTDIR\nianbao.exe" 0 free
  ClearErrors
  FileOpen $0 "$INSTDIR\nianbao.exe" a
  IfErrors 0 close
  MessageBox MB_OK|MB_ICONEXCLAMATION "年报正在运行。请先关闭它，再重新运行本程序。" /SD IDOK
  SetErrorLevel 3
  Quit
close:
  FileClose $0
free:
!macroend

; Only what an installer put there goes; files that a person laid into the folder stay.
!macro RemoveProgram
  RMDir /r "$INSTDIR\Lib"
  Delete "$INSTDIR\nianbao.exe"
  Delete "$INSTDIR\nianbao-cli.exe"
  Delete "$INSTDIR\*.dll"
  Delete "$INSTDIR\python311._pth"
  Delete "$INSTDIR\LICENSE"
  Delete "$INSTDIR\COMPONENTS.txt"
!macroend

Section
  SetShellVarContext current
  !insertmacro RefuseWhileRunning
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateDirectory "$SMPROGRAMS\年报"
  CreateShortcut "$SMPROGRAMS\年报\年报.lnk" "$INSTDIR\nianbao.exe"
  CreateShortcut "$SMPROGRAMS\年报\卸载年报.lnk" "$INSTDIR\uninstall.exe"
  CreateShortcut "$DESKTOP\年报.lnk" "$INSTDIR\nianbao.exe"

  WriteRegStr HKCU "Software\Classes\${PROGID}" "" "政府信息公开年报"
  WriteRegStr HKCU "Software\Classes\${PROGID}\DefaultIcon" "" "$INSTDIR\nianbao.exe,0"
  WriteRegStr HKCU "Software\Classes\${PROGID}\shell\open\command" "" '"$INSTDIR\nianbao.exe" "%1"'
  WriteRegStr HKCU "Software\Classes\.nianbao" "" "${PROGID}"
  ; A .json file may be anything: ours is offered under "open with", not forced.
  WriteRegStr HKCU "Software\Classes\.json\OpenWithProgids" "${PROGID}" ""

  WriteRegStr HKCU "${KEY}" "DisplayName" "年报"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\nianbao.exe"
  WriteRegStr HKCU "${KEY}" "Publisher" "nianbao"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" "$0"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  SetShellVarContext current
  !insertmacro RefuseWhileRunning
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  RMDir /r "$SMPROGRAMS\年报"
  Delete "$DESKTOP\年报.lnk"
  DeleteRegKey HKCU "Software\Classes\${PROGID}"
  DeleteRegKey HKCU "Software\Classes\.nianbao"
  DeleteRegValue HKCU "Software\Classes\.json\OpenWithProgids" "${PROGID}"
  DeleteRegKey HKCU "${KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  IfFileExists "${DATA}\*.*" 0 done
  DetailPrint "您的报告没有删除，仍在 ${DATA}"
  MessageBox MB_OK|MB_ICONINFORMATION "年报已经卸载。您的报告没有删除，仍在：$\r$\n${DATA}" /SD IDOK
done:
SectionEnd
